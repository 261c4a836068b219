/**
 * The AWS CLI as judge: what its options find, the tool has to find, on the same simulated fleet.
 * `npm run build && npm run check:aws-cli`; installs nothing. Without an `aws` on the PATH there is nothing to
 * compare, which is a failure only where CI_REQUIRE_AWS_CLI=1.
 */
import { fileURLToPath } from 'node:url';
import { compareBeside } from './check-aws-cli-beside.ts';
import { awsVersion, type Comparison, connectServer, startSimulator } from './check-aws-cli-parties.ts';
import { compareInvocations } from './check-aws-cli-questions.ts';
import { compareSearch } from './check-aws-cli-search.ts';
import { compareStores } from './check-aws-cli-stores.ts';

const NODES = 120;

const version = await awsVersion();
if (version === undefined) {
  console.log('no AWS CLI on the PATH: nothing compared');
  process.exit(process.env['CI_REQUIRE_AWS_CLI'] === '1' ? 1 : 0);
}
console.log(version);

const main = process.argv[2] ?? fileURLToPath(new URL('../dist/main.js', import.meta.url));
const simulator = await startSimulator(main, NODES);
const client = await connectServer(main, simulator.url);
let compared = 0;
let different = 0;
try {
  for await (const comparison of compareInvocations(simulator.url, client)) tell(comparison);
  for await (const comparison of compareBeside(simulator.url, client)) tell(comparison);
  for await (const comparison of compareStores(simulator.url, NODES)) tell(comparison);
  for await (const comparison of compareSearch(simulator.url, NODES)) tell(comparison);
} finally {
  await client.close();
  simulator.stop();
}
console.log(`${compared} comparisons, ${different} with differences`);
process.exitCode = different === 0 ? 0 : 1;

function tell({ title, detail, faults }: Comparison): void {
  compared++;
  if (faults.length > 0) different++;
  console.log(`${faults.length === 0 ? 'same' : 'DIFF'}  ${title}: ${detail}`);
  for (const fault of faults.slice(0, 5)) console.log(`        ${fault}`);
  if (faults.length > 5) console.log(`        and ${faults.length - 5} more`);
}
