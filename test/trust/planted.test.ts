/** A hundredth of all there is to plant: `npm run check:trust` plants the rest, asks for more, and tries --no-redact. */

import { describe, expect, it } from 'vitest';
import { hostileStrings } from './hostile-strings.ts';
import { createLeakFinder, hiddenCharacterIn, readingsOf } from './leaks.ts';
import { strayFieldsIn, strayWordsIn } from './outside-fences.ts';
import { searchPlantedFleet } from './planted-search.ts';

describe('a fleet full of secrets and hostile strings', () => {
  it('leaks nothing, and lets nothing speak in the name of the server', async () => {
    const { secrets, injections, answers, leaks, gotThrough, stderr } = await searchPlantedFleet(120, false);
    expect({ leaks, gotThrough, stderr }).toEqual({ leaks: [], gotThrough: [], stderr: '' });
    expect(secrets).toBeGreaterThan(6);
    expect(injections).toBe(hostileStrings.length);
    expect(answers).toBeGreaterThan(120);
  }, 120_000);
});

describe('the search itself finds', () => {
  const find = createLeakFinder([{ name: 'a', pieces: ['Xy7Kq2Vn9Zb'] }]);
  const found = (text: string) => readingsOf(text).flatMap((reading) => find(reading)).length > 0;

  it.each([
    ['a piece', '{"text":"...7Kq2Vn9Z..."}'],
    ['a piece in JSON within JSON', JSON.stringify({ text: JSON.stringify({ b: 'X\u00797Kq2Vn9Zb' }) })],
    ['a piece with percent signs', '{"uri":"ssm://a/%58%79%37Kq2Vn9Zb"}'],
    ['a piece in a key', '{"Xy7Kq2Vn9Zb":1}'],
  ])('%s', (_, text) => {
    expect(found(text)).toBe(true);
    expect(found(text.replace('Vn9', '[redacted: token]'))).toBe(false);
  });

  it.each(['\u001b[31m', '\u202e', '\u200b', '\u{e0041}', '\ud800', '\u2028', '\u0085'])('%j', (hidden) => {
    expect(hiddenCharacterIn(`a${hidden}b`)).toBeDefined();
    expect(hiddenCharacterIn('a\n\tb é 😀')).toBeUndefined();
  });

  it('words outside of fences and quotation marks, and no others', () => {
    const fenced = '[node output 0a1b2c3d: stdout]\nzq hostile7\n[end of node output 0a1b2c3d]';
    expect(strayWordsIn(`Cause: "zq hostile7"\n${fenced}\nfine`)).toEqual([]);
    expect(strayWordsIn(`${fenced}\nzq hostile7`)).toEqual(['zq hostile7']);
    expect(
      strayWordsIn('[node output 0a1b2c3d: x]\n[end of node output 11111111]\nzq hostile7'),
    ).toHaveLength(1);
  });

  it('fields that are not named as untrusted', () => {
    const list = {
      commands: [{ comment: 'zq hostile7', hint: 'zq hostile7' }],
      untrusted_fields: ['comment'],
    };
    expect(strayFieldsIn(list)).toEqual(['.commands.0.hint: zq hostile7']);
  });
});
