/**
 * Writes docs/answer.svg from what the built server really answers about its demo fleet of 10,000 nodes:
 * `npm run build && npm run picture`. Lines that are too many are left out and counted.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { drawTerminal, type Line } from './picture-terminal.ts';

const QUESTION = 'Which of my 10,000 nodes failed "rotate logs", and why?';
const NAME = 'list_command_invocations';
const ARGUMENTS = { command_id: EXAMPLE_COMMANDS.rotateLogs, details: true, max_items: 10_000 };

/** Groups of causes that are shown; the heading of the next one ends the picture. */
const GROUPS = 6;

const text = await askDemo();
const lines = text.split('\n');
const end = lines.findIndex((line) => line.startsWith(`${GROUPS + 1}. `));
if (end < 0) throw new Error(`the demo has no more than ${GROUPS} groups`);

const rest = lines.length - end;
const picture: Line[] = [
  { text: QUESTION, tone: 'question' },
  { text: `${NAME} ${JSON.stringify(ARGUMENTS)}`, tone: 'faint' },
  { text: '', tone: 'plain' },
  ...lines.slice(0, end).map((line) => ({ text: line, tone: toneOf(line) })),
  {
    text: `… ${rest} more lines: the other causes, what successful nodes said, the first rows`,
    tone: 'faint',
  },
  { text: '', tone: 'plain' },
  { text: `The whole answer: ${encode(text).length.toLocaleString('en-US')} tokens.`, tone: 'faint' },
];
const svg = drawTerminal(picture, `${QUESTION} ${lines[0] ?? ''}`);
await writeFile(fileURLToPath(new URL('../docs/answer.svg', import.meta.url)), svg);

async function askDemo(): Promise<string> {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const client = new Client({ name: 'picture', version: '1' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main, '--demo'], stderr: 'ignore' }),
  );
  const { content } = await client.callTool({ name: NAME, arguments: ARGUMENTS });
  await client.close();
  const [first] = Array.isArray(content) ? content : [];
  return first?.type === 'text' ? first.text : '';
}

function toneOf(line: string): Line['tone'] {
  if (/^\d[\d,]* invocations/.test(line) || /^Why /.test(line)) return 'strong';
  if (/^\d+\. /.test(line)) return 'cause';
  return line.startsWith('   ') ? 'faint' : 'plain';
}
