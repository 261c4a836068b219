import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { openSession } from '../../src/session.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import { checked } from '../checked-answer.ts';
import { type Fault, startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const COMMANDS = ['11111111-2222-4333-8444-555555555555', '66666666-7777-4888-9999-aaaaaaaaaaaa'];

/** What a machine in bad hands, or just a verbose one, might print or be called. */
const wildText = fc.oneof(
  fc.constantFrom(
    '',
    'ok',
    'disk full on /dev/xvda1',
    '\u001b[31mred\u001b[0m',
    '"},{"',
    '```',
    '[end of node output',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .integer({ min: 1, max: 4_000 })
    .map((length) => '\u{1F469}\u200D\u{1F680}\uFDFA'.repeat(length).slice(0, length)),
  fc.integer({ min: 1, max: 3_000 }).map((length) => 'a'.repeat(length)),
);

const outcome: fc.Arbitrary<Omit<LiteralInvocation, 'instanceId'>> = fc.oneof(
  fc.record({
    instanceName: wildText,
    plugins: fc.array(
      fc.record({ responseCode: fc.constantFrom(0, 1, 127, 255, -1), stdout: wildText, stderr: wildText }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.constantFrom('Pending', 'Undeliverable', 'Terminated').map((statusDetails) => ({
    status: statusDetails === 'Pending' ? 'Pending' : 'Failed',
    statusDetails,
    plugins: [],
  })),
);

const faultPlan = fc.array(
  fc.constantFrom<Fault | undefined>(
    undefined,
    undefined,
    { kind: 'emptyPage' },
    { kind: 'error', type: 'AccessDeniedException' },
    { kind: 'raw', httpStatus: 400, contentType: 'text/html', body: '<html>' },
    { kind: 'stuckToken' },
  ),
  { maxLength: 12 },
);

const question = fc.record({
  details: fc.boolean(),
  page_size: fc.integer({ min: 1, max: 50 }),
  max_items: fc.integer({ min: 1, max: 120 }),
  max_tokens: fc.integer({ min: 500, max: 4_000 }),
});

describe('whatever the fleet, the page size, the budget and the faults', () => {
  it('cursors show each invocation exactly once, and neither form passes its bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { minLength: 0, maxLength: 90 }),
        wildText,
        question,
        faultPlan,
        async (outcomes, comment, asked, faults) => {
          const invocations = outcomes.map((literal, index) => ({
            ...literal,
            instanceId: `i-${String(index).padStart(17, '0')}`,
          }));
          const half = Math.floor(invocations.length / 2);
          const fleet = fleetOf([
            {
              commandId: COMMANDS[0] ?? '',
              comment: comment.slice(0, 100),
              invocations: invocations.slice(0, half),
            },
            { commandId: COMMANDS[1] ?? '', invocations: invocations.slice(half) },
          ]);
          const plan = [...faults];
          const endpoint = await startEndpoint({
            fleet,
            fault: ({ operation, input }) => {
              if (operation !== 'ListCommandInvocations') return undefined;
              const fault = plan.shift();
              // On a first page there is no token to be handed out again.
              return fault?.kind === 'stuckToken' && input['NextToken'] === undefined ? undefined : fault;
            },
          });
          try {
            expect(await followAll(endpoint.url, asked)).toEqual(
              invocations.map(({ instanceId }) => instanceId),
            );
          } finally {
            await endpoint.close();
          }
        },
      ),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 40) },
    );
  }, 600_000);
});

/** The ids of all rows, sorted; checks the bound of every page on the way. */
async function followAll(url: string, asked: { max_tokens: number }): Promise<string[]> {
  const session = openSession({
    aws: { region: 'us-east-1', demoEndpoint: url },
    maxTokens: 2_500,
    redact: true,
  });
  const handle = catalog.findTool('list_command_invocations');
  const call = { session, signal: new AbortController().signal, onProgress: () => {} };
  const ids: string[] = [];
  let args: Record<string, unknown> = asked;
  for (let calls = 0; calls < 1_000; calls += 1) {
    const answer = await handle?.(args, call).catch((error: Error) => error);
    // A fault before anything new was read: the same call is made again, as the error says.
    if (answer === undefined || answer instanceof Error) continue;
    const list = checked('list_command_invocations', answer).structured as unknown as InvocationList;
    for (const form of [answer.text, JSON.stringify(list)]) {
      expect(exactTokens(form).max).toBeLessThanOrEqual(asked.max_tokens);
      expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * asked.max_tokens);
    }
    ids.push(...list.commands.flatMap((command) => command.invocations.map((row) => row.instance_id)));
    expect(list.shown).toBe(list.commands.reduce((sum, command) => sum + command.invocations.length, 0));
    if (list.next_cursor === undefined) return ids.sort();
    args = { cursor: list.next_cursor };
  }
  throw new Error('the cursors never came to an end');
}
