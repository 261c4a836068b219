import { describe, expect, it } from 'vitest';
import type { FleetPlugin } from '../../src/demo/fleet.ts';
import { cleanText } from '../../src/sanitize/clean.ts';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import { COMMAND, NODE } from '../demo/endpoint-fixture.ts';
import { keeping } from '../demo/stores-fixture.ts';
import fc from '../properties.ts';
import { startFixture } from '../session.ts';

const TOOL = 'get_command_invocation';
const SECRET = 'password=hunter2-correct-horse-battery';

/** Either store, by what the agent did not manage to send: where both have it, S3 is read. */
const STORES = {
  S3: {},
  'CloudWatch Logs': { s3: false },
} as const satisfies Record<string, FleetPlugin['uploads']>;

const ENCODINGS = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-16': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
};

/** Numbered lines, so that nothing can stand in for anything else; every hundredth holds a secret. */
function logOf(bytes: number, end: string): string {
  const lines: string[] = [];
  for (let at = 0, length = 0; length < bytes; at += 1) {
    const line = `${at} naïve 漢字 😀 ${at % 100 === 0 ? SECRET : 'all is well'}`;
    lines.push(line);
    length += Buffer.byteLength(line) + end.length;
  }
  return lines.join(end) + end;
}

async function follow(stdout: string | Buffer, store: keyof typeof STORES, max_tokens: number) {
  const whole = typeof stdout === 'string' ? Buffer.from(stdout) : stdout;
  const output = { bytes: whole.length, slice: (from: number, to: number) => whole.subarray(from, to) };
  const uploads = STORES[store];
  const fleet = keeping([{ whole: { stdout: output }, uploads }]);
  const fixture = await startFixture({ fleet });
  const pages: InvocationDetail[] = [];
  let next: string | undefined;
  do {
    const { structured } = await fixture.call(
      TOOL,
      next === undefined
        ? { command_id: COMMAND, instance_id: NODE, max_tokens }
        : { cursor: next, max_tokens },
    );
    pages.push(structured as InvocationDetail);
    next = pages.at(-1)?.next_cursor;
  } while (next !== undefined);
  const outputs = pages.flatMap(({ plugins }) => plugins.flatMap((plugin) => plugin.outputs));
  return { pages, outputs, text: outputs.map(({ text }) => text).join('') };
}

function redacted(text: string): string {
  return createRedactor().redact(cleanText(text)).text;
}

describe.each(Object.keys(STORES) as (keyof typeof STORES)[])('a whole output in %s', (store) => {
  it.each(Object.entries(ENCODINGS))('is given exactly once by its cursors: %s', async (_, encode) => {
    // CloudWatch Logs has text, which the agent has read as UTF-8.
    if (store === 'CloudWatch Logs' && encode === ENCODINGS['UTF-16']) return;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 30_000, max: 110_000 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 8_000, max: 20_000 }),
        async (bytes, end, maxTokens) => {
          const log = logOf(bytes, end);
          const { text, outputs } = await follow(encode(log), store, maxTokens);
          expect(text.trimEnd() === redacted(log).trimEnd()).toBe(true);
          expect(outputs.every(({ read_from }) => read_from === store)).toBe(true);
          expect(text).not.toContain('hunter2');
        },
      ),
      { numRuns: 2 },
    );
  });

  it('begins and ends as the whole does, with a cursor between', async () => {
    const { outputs } = await follow(logOf(130_000, '\n'), store, 20_000);
    expect(outputs[0]?.text).toMatch(/^0 naïve/);
    expect(outputs[0]?.tail_preview).toMatch(/\n\d+ naïve 漢字 😀 all is well\n?$/);
  });
});
