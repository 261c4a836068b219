import { describe, expect, it } from 'vitest';
import { createAnchorFinder } from '../../src/sanitize/anchors.ts';
import fc from '../properties.ts';

const words = ['pass', 'key', '://', 'secret', 'k8s', '$6$', 'private key', 'ghp_', 'sse', 'ass'];
const look = createAnchorFinder(words);
const find = (text: string) => look(text).anchored;

function everyPlace(text: string): Set<string> {
  const places = new Set<string>();
  words.forEach((word, anchor) => {
    for (let at = 0; at + word.length <= text.length; at++) {
      // ASCII only: Unicode's own folding would take the Kelvin sign for a k.
      const here = text.slice(at, at + word.length).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      if (here === word) places.add(`${anchor}@${at}`);
    }
  });
  return places;
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...words, 'PASS', 'Key', 'SeCrEt', '\u212aey', '\u0161', '\u2028', 'ss'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('the anchor finder', () => {
  it('finds what looking at every place finds, in any letter case', () => {
    fc.assert(
      fc.property(text, (sample) => {
        expect(new Set(find(sample).map(([anchor, at]) => `${anchor}@${at}`))).toEqual(everyPlace(sample));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells places from first to last', () => {
    fc.assert(
      fc.property(text, (sample) => {
        const places = find(sample).map(([, at]) => at);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });

  it('finds an anchor at either end of a text of any length', () => {
    for (const length of [0, 1, 2, 3, 65_530, 65_533, 65_536, 200_001]) {
      const sample = `key${'.'.repeat(length)}pass`;
      expect(find(sample).map(([, at]) => at)).toContain(sample.length - 4);
      expect(find(sample)[0]).toEqual([1, 0]);
    }
  });

  it('does not find what an earlier, longer text held', () => {
    find(`${'x'.repeat(100)}private key`);
    expect(find('x'.repeat(105))).toEqual([]);
  });
});
