/** Tokens of the answer to "which nodes failed and why", beside what the AWS CLI prints for a model to read. */

import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { type AwsCli, NO_AWS_CLI } from './aws-cli.ts';
import { run } from './child.ts';
import type { Finding, Section } from './findings.ts';
import { startEndpoint, startServer, whichFailedAndWhy } from './product.ts';

const FLEETS = [100, 1_000, 10_000];

/** Where all causes of the embedded fleet still have a line each. The default of 2,500 quotes them as well. */
const SHORT_ANSWER = 1_500;

export async function tokens(cli: AwsCli | undefined): Promise<Section> {
  const findings: Finding[] = [];
  for (const nodes of FLEETS) findings.push(...(await compare(nodes, cli)));
  return {
    title: 'Tokens (o200k_base) of "which nodes failed and why", details on',
    findings,
    ...(cli === undefined && { skipped: [NO_AWS_CLI] }),
  };
}

async function compare(nodes: number, cli: AwsCli | undefined): Promise<Finding[]> {
  const endpoint = await startEndpoint(nodes);
  try {
    const server = await startServer(endpoint);
    const answerTokens = async (maxTokens?: number) => {
      const { result } = await server.ask({ id: 1, ...whichFailedAndWhy(nodes, maxTokens) });
      // A client shows its model one of the two forms; this is the longer.
      return Math.max(tokensOf(textOf(result)), tokensOf(JSON.stringify(result['structuredContent'])));
    };
    const whole = await answerTokens();
    const short = await answerTokens(SHORT_ANSWER);
    await server.end();
    const what = `${nodes.toLocaleString('en-US')} nodes`;
    if (cli === undefined) return [{ what, value: whole, unit: 'tokens' }];
    const theirs = tokensOf((await run(cli.list(endpoint))).stdout);
    const against = (ours: number) =>
      ({
        value: theirs / ours,
        unit: 'x',
        note: `${theirs.toLocaleString('en-US')} against ${ours.toLocaleString('en-US')}`,
      }) as const;
    return [
      { what: `${what}: JSON of ${cli.version} over our answer`, ...against(whole) },
      {
        what: `${what}: the same with max_tokens ${SHORT_ANSWER}`,
        ...against(short),
        ...(nodes === 10_000 && { target: { bound: 'at least', value: 4_000 } }),
      },
    ];
  } finally {
    endpoint.close();
  }
}

function textOf(result: Record<string, unknown>): string {
  const [{ text = '' } = {}] = result['content'] as { text?: string }[];
  return text;
}

/** Line by line: a tokenizer needs time quadratic in a long run, and a line end is where it cuts anyway. */
function tokensOf(text: string): number {
  return text.split(/(?<=\n)/).reduce((sum, line) => sum + countTokens(line), 0);
}
