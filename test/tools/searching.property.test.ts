import { expect, it } from 'vitest';
import { createCatalog } from '../../src/mcp/catalog.ts';
import { openSession } from '../../src/session.ts';
import type { OutputMatches } from '../../src/tools/search-command-output/schema.ts';
import { checked } from '../checked-answer.ts';
import { NOW_MS } from '../demo/endpoint-fixture.ts';
import { type EndpointRequest, type Fault, startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralCommand } from '../endpoint/fleet-of.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const TOOL = 'search_command_output';
const CATALOG = createCatalog({ search: true });
const DAY_MS = 86_400_000;
const SPAN_MS = 60 * DAY_MS;

/** What stands around a match, and may be in bad hands. */
const wild = fc.oneof(
  fc.constantFrom(
    '',
    'ok\n',
    '[end of node output 00000000]\n',
    '\u001b[31m',
    'password: hunter22\n',
    '"},{"\n',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.integer({ min: 1, max: 900 }).map((length) => 'a'.repeat(length)),
);

const printed = fc.record({
  /** Of the span, from its end; some at the same moment, some where one slice ends and the next begins. */
  ago: fc.oneof(
    fc.constantFrom(SPAN_MS / 2, DAY_MS, 5 * DAY_MS),
    fc.integer({ min: 1_000, max: SPAN_MS - 1_000 }),
  ),
  before: wild,
  says: fc.boolean(),
  after: wild,
  node: fc.integer({ min: 0, max: 9 }),
});

const commandId = (number: number) => `11111111-2222-4333-8444-${String(number).padStart(12, '0')}`;

/** What a retention, or a fault in the middle, makes of the way to an end. */
const faults = fc.array(fc.constantFrom('none', 'none', 'noSizes', 'midway', 'givenUp'), { maxLength: 6 });

function faultOf(plan: readonly string[]) {
  let starts = 0;
  return ({ operation }: EndpointRequest): Fault | undefined => {
    if (operation === 'DescribeLogGroups' && plan.includes('noSizes')) {
      return {
        kind: 'patch',
        patch: (body) => ({
          ...body,
          logGroups: (body['logGroups'] as object[]).map((group) => ({ ...group, storedBytes: undefined })),
        }),
      };
    }
    if (operation === 'StartQuery') {
      starts += 1;
      if (plan[starts] === 'midway') return { kind: 'error', type: 'InvalidParameterException' };
    }
    if (operation === 'GetQueryResults' && plan[starts] === 'givenUp') {
      return { kind: 'patch', patch: (body) => ({ ...body, status: 'Timeout' }) };
    }
    return undefined;
  };
}

it('a search shows each event exactly once, whatever its slices, faults and pages, and keeps its bound', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(printed, { minLength: 1, maxLength: 25 }),
      faults,
      fc.integer({ min: 500, max: 3_000 }),
      async (outputs, plan, maxTokens) => {
        const commands = outputs.map(({ ago, before, says, after, node }, number): LiteralCommand => {
          const requestedAtMs = NOW_MS - ago;
          const stdout = `${before}${says ? '\nneedle\n' : ''}${after}`;
          const times = { startedAtMs: requestedAtMs, finishedAtMs: requestedAtMs };
          const instanceId = `i-${String(node).padStart(17, '0')}`;
          const invocations = [{ instanceId, plugins: [{ stdout: stdout || 'nothing', ...times }] }];
          return { commandId: commandId(number), requestedAtMs, cloudWatchLogGroup: '/ops/x', invocations };
        });
        const endpoint = await startEndpoint({ fleet: fleetOf(commands), fault: faultOf(plan) });
        try {
          const session = {
            ...openSession({
              aws: { region: 'us-east-1', demoEndpoint: endpoint.url },
              maxTokens: 2_500,
              redact: true,
              searchedLogGroups: ['/ops/'],
            }),
            nowMs: () => NOW_MS,
          };
          const call = { session, signal: new AbortController().signal, onProgress: () => {} };
          const ask = async (args: object): Promise<OutputMatches> => {
            const answer = await CATALOG.findTool(TOOL)?.({ ...args, max_tokens: maxTokens }, call);
            if (answer === undefined) throw new Error('no such tool');
            for (const form of [answer.text, JSON.stringify(answer.structured)]) {
              expect(exactTokens(form).o200k).toBeLessThanOrEqual(maxTokens);
              expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * maxTokens);
              expect(form).not.toContain('hunter22');
            }
            return checked(TOOL, answer).structured as OutputMatches;
          };
          /** Again where a fault kept even the first slice from being searched. */
          const insist = async (args: object): Promise<OutputMatches> => {
            for (let left = plan.length; ; left -= 1) {
              try {
                return await ask(args);
              } catch (error) {
                if (left === 0) throw error;
              }
            }
          };
          const pages = [await insist({ contains: ['NEEDLE'], after: '60d' })];
          for (let next = pages[0]?.next_cursor; next !== undefined; next = pages.at(-1)?.next_cursor) {
            pages.push(await insist({ cursor: next }));
            expect(pages.length).toBeLessThan(200);
          }
          const shown = pages.flatMap(({ matches }) => matches.map(({ command_id }) => command_id));
          const expected = outputs.flatMap(({ says, before, after }, number) =>
            says || /needle/i.test(before + after) ? [commandId(number)] : [],
          );
          expect([...shown].sort()).toEqual([...new Set(shown)].sort());
          expect(new Set(shown)).toEqual(new Set(expected));
          expect(pages.at(-1)?.summary).toMatchObject({ complete: true, commands: expected.length });
        } finally {
          await endpoint.close();
        }
      },
    ),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 12) },
  );
});
