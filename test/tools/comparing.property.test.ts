import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { openSession } from '../../src/session.ts';
import type { CommandComparison } from '../../src/tools/compare-commands/schema.ts';
import { checked } from '../checked-answer.ts';
import { type Fault, startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralCommand, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const LATER = '11111111-2222-4333-8444-555555555555';
const EARLIER = '66666666-7777-4888-9999-aaaaaaaaaaaa';

const wildText = fc.oneof(
  fc.constantFrom('', 'disk full on /dev/xvda1', '"},{"', '```', '[end of node output', '\\"'.repeat(200)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.integer({ min: 1, max: 900 }).map((length) => '\u{1F469}\u200D\u{1F680}\uFDFA'.repeat(length)),
);

type Outcome = Omit<LiteralInvocation, 'instanceId'> | undefined;

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom(undefined, {}, {}, { status: 'Failed', statusDetails: 'Undeliverable', plugins: [] }),
  fc.constantFrom({ status: 'InProgress', plugins: [] }),
  fc
    .record({ responseCode: fc.constantFrom(1, 127, -1), stdout: wildText, stderr: wildText })
    .map((plugin) => ({ plugins: [plugin] })),
);

const faultPlan = fc.array(
  fc.constantFrom<Fault | undefined>(
    undefined,
    undefined,
    { kind: 'emptyPage' },
    { kind: 'error', type: 'AccessDeniedException' },
  ),
  { maxLength: 8 },
);

function run(commandId: string, comment: string, outcomes: readonly Outcome[]): LiteralCommand {
  return {
    commandId,
    comment: comment.slice(0, 100),
    invocations: outcomes.flatMap((literal, node) =>
      literal ? [{ ...literal, instanceId: `i-${String(node).padStart(17, '0')}` }] : [],
    ),
  };
}

describe('whatever two runs did, and whatever the budget and the faults', () => {
  it('each node is in one change or succeeded in both, and no form of a page passes its bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(outcome, outcome), { minLength: 1, maxLength: 70 }),
        wildText,
        fc.integer({ min: 500, max: 3_000 }),
        faultPlan,
        async (nodes, comment, maxTokens, faults) => {
          const plan = [...faults];
          const endpoint = await startEndpoint({
            fleet: fleetOf([
              run(
                LATER,
                comment,
                nodes.map(([now]) => now),
              ),
              run(
                EARLIER,
                comment,
                nodes.map(([, was]) => was),
              ),
            ]),
            fault: ({ operation }) => (operation === 'ListCommandInvocations' ? plan.shift() : undefined),
          });
          try {
            const { ids, succeededInBoth } = await followAll(endpoint.url, maxTokens);
            const there = nodes.filter(([now, was]) => now || was).length;
            expect(new Set(ids).size).toBe(ids.length);
            expect(ids.length + succeededInBoth).toBe(there);
          } finally {
            await endpoint.close();
          }
        },
      ),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 12) },
    );
  }, 600_000);
});

/** Reads on until all is read, then every change, then every node of each. */
async function followAll(url: string, maxTokens: number) {
  const session = openSession({
    aws: { region: 'us-east-1', demoEndpoint: url },
    maxTokens: 2_500,
    redact: true,
  });
  const handle = catalog.findTool('compare_commands');
  const call = { session, signal: new AbortController().signal, onProgress: () => {} };

  async function page(args: object): Promise<CommandComparison> {
    for (let calls = 0; calls < 20; calls += 1) {
      const answer = await handle?.(args, call).catch((error: Error) => error);
      // A fault before anything new was read: the same call is made again, as the error says.
      if (answer === undefined || answer instanceof Error) continue;
      const list = checked('compare_commands', answer).structured as unknown as CommandComparison;
      for (const form of [answer.text, JSON.stringify(list)]) {
        expect(exactTokens(form).max).toBeLessThanOrEqual(maxTokens);
        expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * maxTokens);
      }
      return list;
    }
    throw new Error('it failed time and again');
  }

  async function pagesFrom(first: CommandComparison): Promise<CommandComparison[]> {
    const pages = [first];
    for (let next = first.next_cursor; next !== undefined; ) {
      const following = await page({ cursor: next });
      pages.push(following);
      if (pages.length > 1_000) throw new Error('the cursors never come to an end');
      next = following.next_cursor;
    }
    return pages;
  }

  let first = await page({ command_id: LATER, baseline_command_id: EARLIER, max_tokens: maxTokens });
  while (first.read_on !== undefined) {
    expect(first.summary).not.toHaveProperty('fixed');
    first = await page({ cursor: first.read_on });
  }
  const ids: string[] = [];
  for (const { changes } of await pagesFrom(first)) {
    for (const { cursor, instance_ids } of changes) {
      const pages = cursor === undefined ? [] : await pagesFrom(await page({ cursor }));
      ids.push(
        ...(cursor === undefined
          ? instance_ids
          : pages.flatMap((one) => one.changes.flatMap((change) => change.instance_ids))),
      );
    }
  }
  return { ids, succeededInBoth: first.summary.succeeded_in_both ?? 0 };
}
