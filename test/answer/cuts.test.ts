import { describe, expect, it } from 'vitest';
import { cutAfter, cutBefore, wellFormed } from '../../src/answer/cuts.ts';
import { headOf } from '../../src/run-command/index.ts';
import fc from '../properties.ts';

describe('a cut', () => {
  it('prefers the end of a line that is near', () => {
    expect(cutBefore('first line\nsecond line\n', 0, 13)).toBe(11);
    expect(cutAfter('first line\nsecond line\n', 6)).toBe(11);
  });

  it('stays where it is when the line is long', () => {
    expect(cutBefore(`short\n${'x'.repeat(2_000)}`, 0, 1_000)).toBe(1_000);
  });

  it('always goes on, never past the end, and never parts a surrogate pair', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\u{1f512}', 'line of text\n'), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (parts, fromPart, reach) => {
        const whole = parts.join('');
        const from = parts.slice(0, fromPart % parts.length).join('').length;
        const to = from + 1 + (reach % (whole.length - from));
        const cut = cutBefore(whole, from, to);
        expect(cut).toBeGreaterThan(from);
        expect(cut).toBeLessThanOrEqual(whole.length);
        for (const at of [cut, cutAfter(whole, Math.min(to, whole.length))]) {
          expect(`${whole.slice(0, at)}|${whole.slice(at)}`).not.toMatch(/[\ud800-\udbff]\|/);
        }
      }),
    );
  });
});

describe('headOf', () => {
  it('gives up a unit rather than half a character', () => {
    const text = 'ab\u{1f600}cd';
    expect([0, 1, 2, 3, 4, 5, 9].map((length) => headOf(text, length))).toEqual([
      '',
      'a',
      'ab',
      'ab',
      'ab\u{1f600}',
      'ab\u{1f600}c',
      text,
    ]);
  });
});

describe('wellFormed', () => {
  it('replaces halves of characters alone', () => {
    expect(wellFormed('\ude00a\u{1f600}b\ud83d')).toBe('\ufffda\u{1f600}b\ufffd');
  });
});
