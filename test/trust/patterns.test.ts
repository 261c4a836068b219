import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Collected, collectPatterns, type Pattern } from './patterns.ts';
import { boundOf } from './patterns-bounds.ts';
import { growthFault } from './patterns-doubling.ts';
import { patternsOfSrc } from './patterns-of-src.ts';

const pattern = (expression: RegExp): Pattern => ({
  source: expression.source,
  flags: expression.flags,
  file: '',
  built: false,
});

describe('the search for regular expressions', () => {
  let collected: Collected;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ssm-invocations-planted-'));
    await writeFile(
      join(folder, 'planted.ts'),
      `
        type Named<Value> = { readonly value: Value };
        const half = (total: number) => total / 2 / 1;
        export const plain: Named<RegExp> = { value: /plain/ };
        export const nested = \`\${"text".replace(/in a template/g, "")}\`;
        export const divided = (half(4) / 2) as number satisfies number, afterBracket = [/after[/]bracket/u][0];
        const words = ['one', 'two'];
        export const built = new RegExp(words.join('|'), 'i');
        export const called = words.map((word) => RegExp('^' + word));
        export const onDemand = () => new RegExp('made when used');
        export const never = () => new RegExp('never made');
        const Alias = RegExp;
        export const aliased = () => new Alias('hidden');
        export const implied = (text: string) => text.match('a+b');
        // not /a comment/
        export const quoted = '/no pattern/';
      `,
    );
    await writeFile(join(folder, 'program.ts'), 'throw new Error(String(/not loaded/));');
    collected = await collectPatterns({
      folder,
      notLoaded: ['program.ts'],
      use: (modules) => (modules.get('planted.ts') as { onDemand(): void }).onDemand(),
    });
    await rm(folder, { recursive: true });
  });

  it('finds literals wherever they stand, and what was built', () => {
    expect(collected.patterns.map(({ source, flags }) => `/${source}/${flags}`).sort()).toEqual([
      '/^one/',
      '/^two/',
      '/after[/]bracket/u',
      '/in a template/g',
      '/made when used/',
      '/not loaded/',
      '/one|two/i',
      '/plain/',
    ]);
  });

  it('names the places where a pattern may come to be unseen', () => {
    expect(collected.unseen.map((place) => place.replace(/^\S+: /, ''))).toEqual([
      'alias: RegExp',
      'new RegExp("never made")',
      'text.match("a+b")',
    ]);
  });
});

/** Take seconds: tried with FUZZ_RUNS, as in `npm run check:trust`. */
const SLOW: [string, RegExp][] =
  process.env['FUZZ_RUNS'] === undefined
    ? []
    : [
        ['a sticky run that each of its anchors tries again', /ssh\w*[^\n|]{0,60}?;/y],
        ['a nested run', /^(?:\w+\s?)*$/],
      ];

/** Half of what `check:trust` tries a pattern on: what is not linear shows on it, and takes a quarter of the time. */
const CHARACTERS = 12_000;

describe('the doubling test', () => {
  it.each([
    ['a run tried at each of its places', /x*y/],
    ['a run before the end of the text', /\s+$/],
    ['two runs that overlap', /^\w*\d*;$/],
    ['a run after a word', /\bSource:\{[^}]*[/\\]([^/\\}]+)\}/],
    ...SLOW,
    ['a run within a lookahead', /k(?=\w*=)/g],
  ])('finds %s', (_, expression) => {
    expect(growthFault(pattern(expression), CHARACTERS)).toBeDefined();
  });

  it.each([
    ['a run that goes on where it ended', /\s+/g],
    ['a bounded run at every place', /k\w{0,80}=/g],
    ['a sticky run whose match is passed over', /ghp_\w{4,}/y],
    ['words', /no space left|denied|refused/i],
  ])('passes %s', (_, expression) => {
    expect(growthFault(pattern(expression))).toBeUndefined();
  });
});

describe('every regular expression that meets what others wrote', () => {
  let collected: Collected;
  beforeAll(async () => {
    collected = await patternsOfSrc();
  });

  it('is known', () => {
    expect(collected.unseen).toEqual([]);
    expect(collected.patterns.length).toBeGreaterThan(100);
  });

  // `npm run check:trust` tries all of them, the long ones too: most are built of shorter ones, and take minutes.
  it('takes twice the work for twice the text, in a sample', () => {
    const short = collected.patterns.filter(({ source }) => source.length <= MAX_SOURCE);
    const sample = short.filter(({ source }) => drawnFor(source) % SAMPLE_EVERY === SEED % SAMPLE_EVERY);
    const faults = sample.flatMap((each) => {
      const fault = growthFault(each, boundOf(each)?.characters);
      return fault === undefined ? [] : `${each.file} /${each.source}/${each.flags} ${fault}`;
    });
    expect(faults).toEqual([]);
  });
});

/** By what it is and not by its place among the others, so that no edit elsewhere draws another sample. */
function drawnFor(source: string): number {
  return createHash('sha256').update(source).digest().readUInt32BE();
}

const SAMPLE_EVERY = 60;
const MAX_SOURCE = 150;
const SEED = Number(process.env['FUZZ_RUNS'] === undefined ? 2026_11_23 : Date.now());
