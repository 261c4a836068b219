/** What the bench passes to its programs in the environment. */

export const ENDPOINT = setting('BENCH_ENDPOINT');
export const COMMAND_ID = setting('BENCH_COMMAND_ID');
export const INVOCATIONS = Number(setting('BENCH_INVOCATIONS'));
export const REGION = 'us-east-1';

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run \`npm run bench\``);
  return value;
}
