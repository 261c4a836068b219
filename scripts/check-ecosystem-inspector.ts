/** MCP Inspector's command line against the built server: every method, and its strict lint of the schemas. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import type { Finding } from './check-ecosystem-findings.ts';

const LIMIT_MS = 60_000;

type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };
type ListRequest = { readonly args: readonly string[]; judge(outcome: Outcome): string | undefined };

/** The Inspector's exit codes: 0 answered, 1 refused, 5 an answer with isError or no such tool, 6 lint. */
const answered = ({ code, stderr }: Outcome) => (code === 0 ? undefined : `exit ${code}: ${stderr.trim()}`);
const exits = (expected: number) => (outcome: Outcome) =>
  outcome.code === expected
    ? undefined
    : `exit ${outcome.code} instead of ${expected}: ${outcome.stderr.trim()}`;

const COMMAND = EXAMPLE_COMMANDS.rotateLogs;
const CLI_PAGE = 'ssm-invocations://aws-cli-options';

const QUESTIONS: readonly ListRequest[] = [
  { args: ['initialize'], judge: answered },
  { args: ['tools/list', '--strict'], judge: (outcome) => answered(outcome) ?? warningOf(outcome) },
  { args: ['resources/list'], judge: answered },
  { args: ['resources/templates/list'], judge: answered },
  { args: ['resources/read', '--uri', CLI_PAGE], judge: answered },
  { args: ['prompts/list'], judge: answered },
  {
    args: ['prompts/get', '--prompt-name', 'troubleshoot_command', '--prompt-args', `command_id=${COMMAND}`],
    judge: answered,
  },
  { args: toolCall('list_commands', {}), judge: answered },
  { args: toolCall('list_command_invocations', { command_id: COMMAND, details: true }), judge: answered },
  { args: toolCall('list_command_invocations', { command: COMMAND }), judge: exits(5) },
  { args: toolCall('no_such_tool', {}), judge: exits(5) },
  // Logging is not declared, and the Inspector sees it.
  { args: ['logging/setLevel', '--log-level', 'info'], judge: exits(1) },
];

export async function checkWithInspector(node: string, tools: string, main: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const question of QUESTIONS) {
    const outcome = await ask(node, tools, main, question.args);
    const fault = question.judge(outcome);
    findings.push({
      name: question.args.join(' '),
      passed: fault === undefined,
      note: fault ?? 'as expected',
    });
  }
  findings.push(await invocationByTemplate((args) => ask(node, tools, main, args)));
  return findings;
}

/** One call and one resource that need the id of a node, which only an answer tells. */
async function invocationByTemplate(asks: (args: readonly string[]) => Promise<Outcome>): Promise<Finding> {
  const name = 'tools/call get_command_invocation and resources/read of its template';
  const list = await asks(toolCall('list_command_invocations', { command_id: COMMAND, details: true }));
  const instanceId = /\bm?i-[0-9a-f]{8,17}\b/.exec(list.stdout)?.[0] ?? '';
  const one = await asks(
    toolCall('get_command_invocation', { command_id: COMMAND, instance_id: instanceId }),
  );
  const uri = `ssm://us-east-1/commands/${COMMAND}/invocations/${instanceId}`;
  const whole = await asks(['resources/read', '--uri', uri]);
  const fault = answered(one) ?? answered(whole);
  return { name, passed: fault === undefined, note: fault ?? 'as expected' };
}

function toolCall(name: string, args: object): string[] {
  return ['tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)];
}

function ask(node: string, tools: string, main: string, args: readonly string[]): Promise<Outcome> {
  const cli = join(tools, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
  const command = ['--cli', process.execPath, main, '--demo', '--format', 'json', '--method', ...args];
  // Its catalogue of servers belongs to the person who runs this.
  const env = { ...process.env, MCP_CATALOG_PATH: join(tools, 'inspector-catalog.json') };
  return new Promise((done) => {
    const settings = { timeout: LIMIT_MS, maxBuffer: 2 ** 26, env };
    execFile(node, [cli, ...command], settings, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      done({ code, stdout, stderr });
    });
  });
}

/** The lint ends with 0 when it only warns; here a warning counts. */
function warningOf({ stderr }: Outcome): string | undefined {
  return /^Warning: tool /m.test(stderr) ? stderr.trim() : undefined;
}
