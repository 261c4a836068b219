/** Tokens of the answer to "which nodes failed and why", beside what the AWS CLI prints for a model to read. */

import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { type AwsCli, NO_AWS_CLI } from './aws-cli.ts';
import { type Command, run } from './child.ts';
import type { Finding, Section, Target } from './findings.ts';
import { type Endpoint, startServer, whichFailedAndWhy, withEndpoint } from './product.ts';
import type { ProgramName } from './programs.ts';

/** Where all causes of the embedded fleet still have a line each. The default of 2,500 quotes them as well. */
const SHORT_ANSWER = 1_500;

type Answer = { readonly what: string; readonly maxTokens?: number; readonly target?: Target };

const WANTED: Target = { bound: 'at least', value: 4_000 };

export async function tokens(
  program: (name: ProgramName) => Command,
  cli: AwsCli | undefined,
): Promise<Section> {
  const of = (nodes: number, answers: readonly Answer[], fleet?: ProgramName) =>
    withEndpoint({ nodes, ...(fleet && { program: program(fleet) }) }, (endpoint) =>
      compare(endpoint, answers, cli),
    );
  const short = { what: `10,000 nodes, max_tokens ${SHORT_ANSWER}`, maxTokens: SHORT_ANSWER, target: WANTED };
  const long = { what: '10,000 nodes, outputs as long as SSM keeps them', target: WANTED };
  return {
    title: 'Tokens (o200k_base) of "which nodes failed and why", details on',
    findings: [
      ...(await of(100, [{ what: '100 nodes' }])),
      ...(await of(1_000, [{ what: '1,000 nodes' }])),
      ...(await of(10_000, [{ what: '10,000 nodes' }, short])),
      ...(await of(10_000, [long], 'long-outputs')),
    ],
    ...(cli === undefined && { skipped: [NO_AWS_CLI] }),
  };
}

async function compare(
  endpoint: Endpoint,
  answers: readonly Answer[],
  cli: AwsCli | undefined,
): Promise<Finding[]> {
  const theirs = cli && tokensOf((await run(cli.list(endpoint))).stdout);
  const findings: Finding[] = [];
  for (const { what, maxTokens, target } of answers) {
    const ours = await answerTokens(endpoint, maxTokens);
    findings.push(
      theirs === undefined
        ? { what, value: ours, unit: 'tokens' }
        : {
            what: `${what}: JSON of ${cli?.version} over our answer`,
            value: theirs / ours,
            unit: 'x',
            note: `${counted(theirs)} against ${counted(ours)}`,
            ...(target && { target }),
          },
    );
  }
  return findings;
}

async function answerTokens(endpoint: Endpoint, maxTokens?: number): Promise<number> {
  const server = await startServer(endpoint);
  const { result } = await server.ask({ id: 1, ...whichFailedAndWhy(endpoint.nodes, maxTokens) });
  await server.end();
  // A client shows its model one of the two forms; this is the longer.
  return Math.max(tokensOf(textOf(result)), tokensOf(JSON.stringify(result['structuredContent'])));
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
