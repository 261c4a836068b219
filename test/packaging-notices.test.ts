/** What goes with the bundle, and that the picture of an answer shows all that it is given. */

import { describe, expect, it } from 'vitest';
import { drawTerminal } from '../scripts/picture-terminal.ts';
import fc from './properties.ts';

const { thirdPartyNotices } = await import(
  new URL('../scripts/third-party-notices.mjs', import.meta.url).href
);

function metafileOf(bytesByPath: Record<string, number>) {
  const inputs = Object.entries(bytesByPath).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return { outputs: { 'dist/main.js': { inputs: Object.fromEntries(inputs) } } };
}

describe('third-party notices', () => {
  it('name each package with code in the bundle, and give its licence', async () => {
    const metafile = metafileOf({ 'src/main.ts': 9, 'node_modules/zod/v3/types.js': 9 });
    const notices = await thirdPartyNotices(metafile);
    expect(notices).toMatch(/^zod \d+\.\d+\.\d+ \(MIT\)$/m);
    expect(notices).toMatch(/Permission is hereby granted, free of charge/);
  });

  it('leave out what was read and not bundled', async () => {
    const metafile = metafileOf({ 'node_modules/zod/v3/types.js': 0 });
    expect(await thirdPartyNotices(metafile)).not.toMatch(/^zod /m);
  });

  it('name the package whose vocabularies the token tables are a part of', async () => {
    const notices = await thirdPartyNotices(metafileOf({}));
    expect(notices).toMatch(/^gpt-tokenizer /m);
  });
});

describe('the picture', () => {
  it('shows every character of every line, however long', () => {
    const characters = ['a', 'é', '<', '&', '1', '.'];
    const prose = fc.string({ unit: fc.constantFrom(' ', ...characters), maxLength: 400 });
    const word = fc.string({ unit: fc.constantFrom(...characters), minLength: 120, maxLength: 400 });
    fc.assert(
      fc.property(fc.oneof(prose, word), (line) => {
        const svg = drawTerminal([{ text: line, tone: 'plain' }], '');
        const drawn = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, part]) => part).join('');
        const shown = drawn.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(shown.replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
      }),
    );
  });

  it('has no line that leaves it', () => {
    const line = { text: 'word '.repeat(80), tone: 'plain' as const };
    const svg = drawTerminal([line], '');
    const lengths = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, part = '']) => part.length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(112);
  });
});
