/**
 * Writes docs/answer.svg, the same each time: `npm run build && npm run picture`. What the AWS CLI prints through the
 * pipe that an expert would write, and below it what the server answers, both about the demo's fleet at a fixed time.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { pipedCauses } from '../examples/aws-cli.ts';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { type FixedFleet, openFixedFleet } from './fixed-fleet.ts';
import { COLUMNS, drawTerminal, type Line } from './picture-terminal.ts';

const QUESTION = 'Which of 10,000 nodes failed, and why?';
const COMMAND = EXAMPLE_COMMANDS.rotateLogs;

/** Of the pipe's lines, those that stand for many nodes and some of those that stand for one. */
const PIPE_LINES = 8;
const CAUSES = 6;

export async function drawPicture(fleet: FixedFleet): Promise<string> {
  const [piped, answer] = await Promise.all([
    pipedCauses(fleet.ssm, COMMAND),
    fleet.ask('list_command_invocations', { command_id: COMMAND, details: true }),
  ]);
  const [summary = ''] = answer.split('\n');
  const lines = [
    { text: QUESTION, tone: 'question' },
    { text: '', tone: 'plain' },
    ...pipe(piped, failing(answer)),
    { text: '', tone: 'plain' },
    ...causes(answer),
  ] satisfies Line[];
  return drawTerminal(lines, `${QUESTION} ${summary}`);
}

function pipe(text: string, failingNodes: number): Line[] {
  const lines = text.split('\n');
  const inThem = lines.reduce((nodes, line) => nodes + Number.parseInt(line, 10), 0);
  const tokens = encode(text).length.toLocaleString('en-US');
  return [
    { text: 'aws … Status=Failed --query … | jq | sort | uniq -c', tone: 'strong' },
    ...lines
      .slice(0, PIPE_LINES)
      .map((line): Line => ({ text: ` ${cut(line.trim().replace(/^\d+/, alignRight), 1)}`, tone: 'plain' })),
    {
      text: `  … ${lines.length - PIPE_LINES} more lines; ${inThem} of ${failingNodes} nodes; ${tokens} tokens`,
      tone: 'faint',
    },
  ];
}

function failing(answer: string): number {
  return Number(/although (\d+) nodes did not succeed/.exec(answer)?.[1]);
}

/** The counts and their causes; the nodes, hints and quotes between them are left out. */
function causes(answer: string): Line[] {
  const counts = /: (.*?)\. (All counted\.)/.exec(answer);
  const groups = [
    ...answer.matchAll(/^\d+\. (\d+) nodes? (\w+), [\w:]+(?: exit \d+)?(?:.*?: "(.*)"$)?/gm),
  ].map(([, nodes = '', status = '', cause = status]) => ({ nodes, cause }));
  const shown = groups.slice(0, CAUSES);
  // The last of those that did not succeed; what successful nodes printed has groups too.
  const last = groups.findIndex(({ cause }) => cause === 'Undeliverable') + 1;
  if (counts === null || last <= CAUSES) throw new Error('the answer is not what the picture is made for');
  return [
    { text: 'ssm-invocations-mcp, one call', tone: 'strong' },
    { text: ` ${counts[1]}. ${counts[2]}`, tone: 'plain' },
    ...shown.map(({ nodes, cause }): Line => ({ text: ` ${alignRight(nodes)} ${cause}`, tone: 'cause' })),
    {
      text: `  … ${last - CAUSES} more causes; ids by cursor; 2,500 tokens at most`,
      tone: 'faint',
    },
  ];
}

function alignRight(count: string): string {
  return count.padStart(3);
}

function cut(line: string, indent: number): string {
  const width = COLUMNS - indent;
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fleet = await openFixedFleet();
  await writeFile(fileURLToPath(new URL('../docs/answer.svg', import.meta.url)), await drawPicture(fleet));
  await fleet.close();
}
