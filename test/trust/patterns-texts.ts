/** Texts that are hard on one regular expression: what it is made of, repeated. */

import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Pattern } from './patterns.ts';

/** `start`, then `unit` again and again, then `end`. */
export type Repetition = { readonly start: string; readonly unit: string; readonly end: string };

export function textOf({ start, unit, end }: Repetition, characters: number): string {
  return `${start}${unit.repeat(Math.max(1, Math.round(characters / unit.length)))}${end}`;
}

/** An alternation of hundreds of words has no more ways to be slow than one of so many. */
const MAX_UNITS = 60;

/** Nothing matches up to the end of the text where this stands. */
const BREAKER = '\u0001';
/** Besides that one: a character that a class of the pattern leaves out. */
const MAX_BREAKERS = 3;

export function repetitionsFor({ source, flags }: Pick<Pattern, 'source' | 'flags'>): Repetition[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const units = new Set<string>();
  const breakers = new Set<string>();
  const behind: { start: string; unit: string }[] = [];
  read(pattern.alternatives, '');

  /** `before` is a text that brings the pattern to these alternatives. */
  function read(alternatives: readonly AST.Alternative[], before: string): void {
    for (const { elements } of alternatives) {
      let start = before;
      let literal = '';
      for (const element of elements) {
        const [one = ''] = samplesOf(element);
        if (element.type === 'Character') literal += one;
        else {
          for (const sample of samplesOf(element)) {
            units
              .add(sample)
              .add(literal + sample)
              .add(start + sample);
            if (repeats(element)) behind.push({ start, unit: sample });
          }
          if (literal !== '') units.add(literal);
          literal = '';
        }
        if ('alternatives' in element) read(element.alternatives, start);
        if (element.type === 'Quantifier' && 'alternatives' in element.element)
          read(element.element.alternatives, start);
        start += one;
      }
      units.add(literal).add(start).add(start.slice(0, -1));
    }
  }

  function samplesOf(element: AST.Element): string[] {
    switch (element.type) {
      case 'Character':
        return [String.fromCodePoint(element.value)];
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        for (const other of charactersIn(element.raw, flags, false).slice(0, 1)) breakers.add(other);
        return charactersIn(element.raw, flags);
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives.slice(0, 3).map(sampleOf);
      case 'Quantifier':
        return samplesOf(element.element).map((sample) => sample.repeat(Math.max(1, element.min)));
      default:
        return [''];
    }
  }

  function sampleOf({ elements }: AST.Alternative): string {
    return elements.map((element) => samplesOf(element)[0] ?? '').join('');
  }

  units.delete('');
  const texts = [
    ...[...units].slice(0, MAX_UNITS).map((unit) => ({ start: '', unit })),
    ...behind.filter(({ unit }) => unit !== '').slice(0, MAX_UNITS),
  ];
  const ends = ['', BREAKER, ...[...breakers].slice(0, MAX_BREAKERS)];
  return texts.flatMap((text) => [
    ...ends.map((end) => ({ ...text, end })),
    { ...text, start: BREAKER + text.start, end: BREAKER },
  ]);
}

/** Runs of fewer are no work, however often they are tried. */
const MIN_LONG_RUN = 20;

function repeats(element: AST.Element): boolean {
  return element.type === 'Quantifier' && element.max >= MIN_LONG_RUN;
}

/** One of each kind that patterns tell apart. */
const KINDS = [
  'a',
  'A',
  '0',
  ' ',
  '\t',
  '\n',
  '_',
  '-',
  '.',
  '/',
  ':',
  '=',
  '"',
  "'",
  '\\',
  '(',
  '[',
  '#',
  'é',
  '\u200b',
];
const PRINTABLE = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code));
const MAX_CHARACTERS = 5;

function charactersIn(raw: string, flags: string, inside = true): string[] {
  const one = new RegExp(`^${raw}$`, `s${flags.replace(/[gyms]/g, '')}`);
  const matching = [...KINDS, ...PRINTABLE].filter((character) => one.test(character) === inside);
  return matching.slice(0, MAX_CHARACTERS);
}
