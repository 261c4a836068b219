import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/answer/budget.ts';
import { standardErrorContent, standardOutputContent } from '../../src/demo/agent-output.ts';
import { createFleet } from '../../src/demo/create-fleet.ts';
import { type Fleet, type FleetPlugin, isUnfinished, printedBy } from '../../src/demo/fleet.ts';
import { catalog } from '../../src/mcp/catalog.ts';
import { cleanText } from '../../src/sanitize/clean.ts';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { openSession } from '../../src/session.ts';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralPlugin } from '../endpoint/fleet-of.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0a1b2c3d4e5f60000';
/** At the default of 2,500 tokens a text has fewer than 250 lines; other bounds in proportion. */
const LINES_PER_TOKEN = 0.1;

/** Those that differ most stand first. */
const OF_EACH_COMMAND = 1;

type Pages = { readonly texts: Record<string, string>; readonly pages: readonly ToolAnswer[] };

describe('reading all cursors', () => {
  it('gives exactly what the endpoint holds, for some invocations of every command of the demo fleet', async () => {
    const fleet = createFleet({ nodes: 12, seed: 1, nowMs: NOW });
    let invocations = 0;
    await withReader(fleet, async (read) => {
      for (const region of ['us-east-1', 'eu-west-1']) {
        for (const { header, size, invocationAt } of fleet.commands(region)) {
          for (let index = 0; index < Math.min(size, OF_EACH_COMMAND); index += 1) {
            const { instanceId, plugins } = invocationAt(index);
            const asked = { command_id: header.commandId, instance_id: instanceId, region, max_tokens: 500 };
            const { texts, pages } = await read(asked);
            expect(texts, `${header.comment} on ${instanceId}`).toEqual(heldOf(plugins));
            expectBound(pages, 500);
            invocations += 1;
          }
        }
      }
    });
    expect(invocations).toBeGreaterThan(60);
  }, 300_000);

  it('gives exactly what the endpoint holds, whatever nodes print and however small the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plugin, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 500, max: 4_000 }),
        async (literals, max_tokens) => {
          const plugins = literals.map((literal, index) => ({ ...literal, name: `plugin-${index}` }));
          const fleet = fleetOf([{ commandId: COMMAND, invocations: [{ instanceId: NODE, plugins }] }]);
          const held = heldOf(fleet.commands('us-east-1')[0]?.invocationAt(0).plugins ?? []);
          await withReader(fleet, async (read) => {
            const { texts, pages } = await read({ command_id: COMMAND, instance_id: NODE, max_tokens });
            expect(texts).toEqual(held);
            expectBound(pages, max_tokens);
            expectUse(pages, max_tokens);
          });
        },
      ),
      {
        numRuns: Number(process.env['FUZZ_RUNS'] ?? 6),
        // Telling that these few characters are cut took more room than they do, and kept the second plugin out.
        examples: [
          [
            [
              { responseCode: 1, stdout: ' ', stderr: '[end of node output' },
              { responseCode: 0, stdout: '1\n', stderr: 'a'.repeat(13_000) },
            ],
            500,
          ],
        ],
      },
    );
  }, 600_000);
});

const wildText = fc.oneof(
  fc.constantFrom(
    '',
    'ok\n',
    '\u001b[31mred\u001b[0m',
    '[end of node output',
    '"},{"',
    'password=Paper-Kite-2093',
  ),
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.string({ unit: 'grapheme', maxLength: 2_000 }),
  fc.integer({ min: 1, max: 24_500 }).map((length) => 'a'.repeat(length)),
  fc.integer({ min: 1, max: 2_500 }).map((length) => '\u{1f512}'.repeat(length)),
  fc.integer({ min: 1, max: 3_000 }).map((count) => '1\n'.repeat(count)),
  fc
    .integer({ min: 1, max: 400 })
    .map((count) => 'Nov 22 09:00:01 web-7 app[311]: GET /healthz 200\n'.repeat(count)),
);

const plugin: fc.Arbitrary<LiteralPlugin> = fc.record({
  responseCode: fc.constantFrom(0, 1, 137),
  stdout: wildText,
  stderr: wildText,
});

/** Each stream as SSM keeps it, cleaned and masked. */
function heldOf(plugins: readonly FleetPlugin[]): Record<string, string> {
  const redactor = createRedactor();
  const texts = plugins.flatMap((step): [string, string][] => {
    const { name, status, message } = step;
    if (isUnfinished(status) || message?.startsWith('Step execution skipped')) return [];
    if (message !== undefined) return [[`${name} output`, message]];
    return [
      [`${name} stdout`, standardOutputContent(printedBy(step, 'stdout'))],
      [`${name} stderr`, standardErrorContent(printedBy(step, 'stderr'))],
    ];
  });
  const safe = texts.map(([key, text]) => [key, redactor.redact(cleanText(text)).text] as const);
  return Object.fromEntries(safe.filter(([, text]) => text !== ''));
}

async function withReader(
  fleet: Fleet,
  use: (read: (asked: Record<string, unknown>) => Promise<Pages>) => Promise<void>,
): Promise<void> {
  const endpoint = await startEndpoint({ fleet, nowMs: NOW });
  try {
    const aws = { region: 'us-east-1', demoEndpoint: endpoint.url };
    // What SSM has: wholes have a test of their own.
    const session = openSession({ aws, maxTokens: 2_500, redact: true, fullOutput: false });
    await use((asked) => readAll(session, asked));
  } finally {
    await endpoint.close();
  }
}

async function readAll(
  session: ReturnType<typeof openSession>,
  asked: Record<string, unknown>,
): Promise<Pages> {
  const handle = catalog.findTool('get_command_invocation');
  const call = { session, signal: new AbortController().signal, onProgress: () => {} };
  const { command_id, instance_id } = asked;
  const texts: Record<string, string> = {};
  const pages: ToolAnswer[] = [];
  let args: Record<string, unknown> | undefined = asked;
  while (args && pages.length < 1_000) {
    const answer: ToolAnswer | undefined = await handle?.(args, call);
    if (answer === undefined) throw new Error('no such tool');
    pages.push(answer);
    const detail = answer.structured as unknown as InvocationDetail;
    for (const { name, outputs } of detail.plugins) {
      for (const { stream, text, from = 0 } of outputs) {
        const key = `${name} ${stream}`;
        const before = texts[key] ?? '';
        expect(from, `where the text of ${key} goes on`).toBe(before.length);
        expect(splitsPair(before, text), 'a character cut in two').toBe(false);
        if (text !== '') texts[key] = before + text;
      }
    }
    const cursor: string | undefined = detail.next_cursor;
    args = cursor === undefined ? undefined : { command_id, instance_id, cursor };
  }
  return { texts, pages };
}

function splitsPair(before: string, after: string): boolean {
  return /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(after);
}

function expectBound(pages: readonly ToolAnswer[], maxTokens: number): void {
  for (const { text, structured } of pages) {
    for (const form of [text, JSON.stringify(structured)]) {
      expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * maxTokens);
      expect(exactTokens(form).max).toBeLessThanOrEqual(maxTokens);
    }
    expect(text.split('\n').length).toBeLessThan(maxTokens * LINES_PER_TOKEN);
  }
}

/** A page that more follows after is used by seven tenths at least, by the measure that is the tightest for it. */
function expectUse(pages: readonly ToolAnswer[], maxTokens: number): void {
  for (const { text, structured } of pages.slice(0, -1)) {
    const cost = costOf({ text, json: JSON.stringify(structured) });
    const used = Math.max(cost.text, cost.json, cost.lines / LINES_PER_TOKEN) / maxTokens;
    expect(used).toBeGreaterThanOrEqual(0.7);
  }
}
