import { describe, expect, it } from 'vitest';
import { clip, costOf, createBudget, withinBound } from '../../src/answer/budget.ts';
import { countTokens } from '../../src/tokens/index.ts';
import fc from '../properties.ts';

describe('the budget', () => {
  it('is spent by the larger of the two forms', () => {
    const budget = createBudget(100);
    const cost = costOf({ text: 'short', json: 'word '.repeat(60) });
    expect(budget.fits(cost)).toBe(true);
    budget.spend(cost);
    expect(budget.fits(cost)).toBe(false);
  });

  it('keeps a reserve for what comes later', () => {
    const budget = createBudget(100);
    const cost = costOf({ text: 'word '.repeat(60), json: '' });
    expect(budget.fits(cost, 0.2)).toBe(true);
    expect(budget.fits(cost, 0.5)).toBe(false);
  });

  it('counts lines: fewer than 250 at the default', () => {
    const budget = createBudget(2_500);
    let lines = 0;
    for (; budget.fits({ text: 0, json: 0, lines: 1 }); lines += 1)
      budget.spend({ text: 0, json: 0, lines: 1 });
    expect(lines).toBeLessThan(250);
  });

  it('holds both forms to tokens and to four bytes a token', () => {
    const words = 'instructions '.repeat(20);
    expect(withinBound({ text: 'a', json: 'a' }, 1)).toBe(true);
    expect(withinBound({ text: 'a', json: '\u4e00'.repeat(30) }, 20)).toBe(false);
    // Few tokens, many bytes.
    expect(countTokens(words)).toBeLessThan(50);
    expect(withinBound({ text: words, json: '' }, 50)).toBe(false);
  });
});

describe('clip', () => {
  it('leaves alone what fits and marks what it cuts', () => {
    expect(clip('rotate logs', 40)).toBe('rotate logs');
    expect(clip('rotate logs '.repeat(20), 10)).toMatch(/^rotate logs .*…$/);
  });

  it('keeps its bound on any text and never splits a code point', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 2, max: 60 }),
        (text, most) => {
          const clipped = clip(text, most);
          expect(countTokens(clipped)).toBeLessThanOrEqual(most + 2);
          expect(clipped).not.toMatch(/\p{Cs}/u);
          expect(text.startsWith(clipped.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });
});
