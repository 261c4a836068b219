import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bytesOf, createMeter } from '../../src/results/size.ts';
import { compactCopy, createStringPool } from '../../src/results/strings.ts';
import type { Invocation } from '../../src/run-command/index.ts';
import { createSanitizer } from '../../src/sanitize/index.ts';
import { createTally } from '../../src/tools/list-command-invocations/read/tally.ts';
import { patternOf } from '../../src/tools/list-request.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What an earlier turn of the event loop referred to is gone by the next. */
async function heapUsed(): Promise<number> {
  for (let turns = 0; turns < 3; turns += 1) {
    await turn();
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

/** Letters alone, different for each number: nothing that normalizing would take for volatile. */
function wordsOf(number: number, length: number): string {
  let text = '';
  for (let state = number + 1; text.length < length; state = (state * 48_271) % 2_147_483_647) {
    text += `${state.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')} `;
  }
  return text.slice(0, length);
}

function invocation(index: number, output: string): Invocation {
  const text = '';
  return {
    commandId: '11111111-2222-4333-8444-555555555555',
    instanceId: `i-${String(index).padStart(17, '0')}`,
    instanceName: wordsOf(index, 60),
    documentName: 'AWS-RunShellScript',
    status: 'Failed',
    statusDetails: 'Failed',
    requestedAtMs: 1_768_467_600_123,
    plugins: [
      {
        name: 'aws:runShellScript',
        status: 'Failed',
        statusDetails: 'Failed',
        responseCode: 1,
        startedAtMs: 1_768_467_600_223,
        finishedAtMs: 1_768_467_601_223 + index,
        output,
        standardOutputUrl: text,
        standardErrorUrl: text,
        outputS3BucketName: text,
        outputS3KeyPrefix: text,
      },
    ],
    comment: text,
    documentVersion: text,
    traceOutput: text,
    standardOutputUrl: text,
    standardErrorUrl: text,
    serviceRole: text,
    notificationArn: text,
    cloudWatchLogGroupName: text,
    cloudWatchOutputEnabled: false,
  };
}

describe('what a result takes in memory', () => {
  it.each([
    ['of Latin letters', (text: string) => text, undefined],
    ['of letters that take two bytes', (text: string) => text.replaceAll('a', 'ж'), undefined],
    ['of Latin letters beside one that takes two bytes', (text: string) => `${text}\nж`, undefined],
    ['of which a pattern captures a part', (text: string) => text, 'error: (\\S+)'],
    ['of which a pattern quotes a line', (text: string) => text, 'error: \\S+'],
  ])('is what it counts as, with outputs %s', async (_case, written, match) => {
    const strings = createStringPool();
    const sanitizer = createSanitizer({ redact: true });
    const make = async (size: number) => {
      const pattern = patternOf({ match });
      const tally = createTally({ sanitizer, strings, pattern }, true);
      for (let index = 0; index < size; index += 1) {
        const lines = Array.from({ length: 12 }, (_, line) => `error: ${wordsOf(index * 12 + line, 190)}`);
        tally.add(invocation(index, written(lines.join('\n'))), { region: 'us-east-1' });
        if (index % 50 === 49) await tally.settle(new AbortController().signal);
      }
      return tally.count(true);
    };
    await make(200);
    // Garbage goes when it likes and code is compiled meanwhile, which adds to one measurement or takes from the next.
    // What is kept is in each of them, and all of it stays until the end.
    const kept: unknown[] = [];
    const measure = async () => {
      const before = await heapUsed();
      const count = await make(800);
      kept.push(count);
      return { taken: (await heapUsed()) - before, bytes: bytesOf(count) };
    };
    let { taken, bytes } = await measure();
    for (let attempt = 1; attempt < 4 && (taken >= 2 * bytes || bytes >= 4 * taken); attempt += 1)
      ({ taken, bytes } = await measure());
    // Twice: strings that results share are in the pool besides. An output held alive by a slice or a closure would make
    // it ten times.
    expect(taken).toBeLessThan(2 * bytes);
    expect(bytes).toBeLessThan(4 * taken);
  });

  it('counts what is shared once, and equal strings as one', () => {
    const text = 'x'.repeat(1_000);
    const shared = { text };
    expect(bytesOf([shared, shared, { text: `${'x'.repeat(999)}x` }])).toBeLessThan(1_500);
    const meter = createMeter();
    meter.add(shared);
    const once = meter.bytes;
    meter.add(shared);
    expect(meter.bytes).toBe(once);
  });

  it.each([
    ['Latin', 'a'.repeat(1_000), 1_000],
    ['other', 'ж'.repeat(1_000), 2_000],
    ['list', Array.from({ length: 1_000 }, () => 0), 8_000],
    ['typed array', new Int32Array(1_000), 4_000],
    ['map', new Map([['key', 'a'.repeat(1_000)]]), 1_000],
    ['set', new Set(['a'.repeat(1_000)]), 1_000],
  ])('knows what takes how much: %s', (_case, value, bytes) => {
    expect(bytesOf(value)).toBeGreaterThanOrEqual(bytes);
    expect(bytesOf(value)).toBeLessThan(bytes + 300);
  });
});

describe('a string that stays', () => {
  it.each(['', 'a', 'naïve', 'жук', '\u{1f469}\u200d\u{1f680}', '\ud800 alone', '\u0000\u00ff'])(
    'is the same text: %j',
    (text) => {
      expect(compactCopy(text)).toBe(text);
      expect(createStringPool().share(text)).toBe(text);
    },
  );

  it('does not hold the text that it was cut from', async () => {
    const before = await heapUsed();
    const cuts = Array.from({ length: 500 }, (_, index) =>
      compactCopy(`${index} ${'ж'.repeat(20_000)}`.slice(0, 20)),
    );
    expect((await heapUsed()) - before).toBeLessThan(1_000_000);
    expect(cuts).toHaveLength(500);
  });

  it('is shared until the pool is full, which then starts again', () => {
    const pool = createStringPool(2);
    expect([pool.share('one'), pool.share('two'), pool.share('three'), pool.share('one')]).toEqual([
      'one',
      'two',
      'three',
      'one',
    ]);
  });
});
