/** Tokens of the answer to "which nodes failed and why", beside what the AWS CLI prints for a model to read. */

import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { type AwsCli, NO_AWS_CLI } from './aws-cli.ts';
import { type Command, run } from './child.ts';
import type { Finding, Section } from './findings.ts';
import { type Endpoint, startEndpoint, startServer, whichFailedAndWhy } from './product.ts';
import type { ProgramName } from './programs.ts';

/** Where all causes of the embedded fleet still have a line each. The default of 2,500 quotes them as well. */
const SHORT_ANSWER = 1_500;

const TARGET = { target: { bound: 'at least', value: 4_000 } } as const;

export async function tokens(
  program: (name: ProgramName) => Command,
  cli: AwsCli | undefined,
): Promise<Section> {
  const findings: Finding[] = [];
  for (const nodes of [100, 1_000, 10_000]) {
    await withEndpoint(nodes, undefined, async (endpoint) => {
      const what = `${counted(nodes)} nodes`;
      findings.push(await compare(endpoint, what, cli));
      if (nodes < 10_000) return;
      const short = await compare(endpoint, `${what}, max_tokens ${SHORT_ANSWER}`, cli, SHORT_ANSWER);
      findings.push({ ...short, ...(cli && TARGET) });
    });
  }
  await withEndpoint(10_000, program('long-outputs'), async (endpoint) => {
    const long = await compare(endpoint, `${counted(10_000)} nodes, outputs as long as SSM keeps them`, cli);
    findings.push({ ...long, ...(cli && TARGET) });
  });
  return {
    title: 'Tokens (o200k_base) of "which nodes failed and why", details on',
    findings,
    ...(cli === undefined && { skipped: [NO_AWS_CLI] }),
  };
}

async function withEndpoint(
  nodes: number,
  program: Command | undefined,
  use: (endpoint: Endpoint) => Promise<void>,
): Promise<void> {
  const endpoint = await startEndpoint(nodes, program);
  await use(endpoint).finally(() => endpoint.close());
}

async function compare(
  endpoint: Endpoint,
  what: string,
  cli: AwsCli | undefined,
  maxTokens?: number,
): Promise<Finding> {
  const server = await startServer(endpoint);
  const { result } = await server.ask({ id: 1, ...whichFailedAndWhy(endpoint.nodes, maxTokens) });
  await server.end();
  // A client shows its model one of the two forms; this is the longer.
  const ours = Math.max(tokensOf(textOf(result)), tokensOf(JSON.stringify(result['structuredContent'])));
  if (cli === undefined) return { what, value: ours, unit: 'tokens' };
  const theirs = tokensOf((await run(cli.list(endpoint))).stdout);
  return {
    what: `${what}: JSON of ${cli.version} over our answer`,
    value: theirs / ours,
    unit: 'x',
    note: `${counted(theirs)} against ${counted(ours)}`,
  };
}

function counted(number: number): string {
  return number.toLocaleString('en-US');
}

function textOf(result: Record<string, unknown>): string {
  const [{ text = '' } = {}] = result['content'] as { text?: string }[];
  return text;
}

/** Line by line: a tokenizer needs time quadratic in a long run, and a line end is where it cuts anyway. */
function tokensOf(text: string): number {
  return text.split(/(?<=\n)/).reduce((sum, line) => sum + countTokens(line), 0);
}
