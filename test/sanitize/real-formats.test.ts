import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { survivorsOf } from './corpus.ts';
import type { PlantedSecret } from './planted-secrets.ts';
import { plantingsIn } from './real-formats.ts';

const { redact } = createRedactor();

/** `later` was written when the rules were done, to see what they make of formats that they were not made for. */
const FILES = ['layouts', 'commands', 'tokens', 'keys', 'systems', 'later'] as const;

const amongOthers = (text: string) => `+ set -e\nstarting deployment\n\n${text}\n\nexit status 1\n`;

const leaks = (planted: readonly PlantedSecret[], around: (text: string) => string) =>
  planted
    .filter(({ pieces, text }) => survivorsOf(pieces, redact(around(text)).text).length > 0)
    .map(({ name }) => name);

describe('formats as real tools print them', () => {
  it('are at least 1,000', () => {
    expect(FILES.flatMap(plantingsIn).length).toBeGreaterThanOrEqual(1_000);
  });

  it.each(FILES)('%s: no piece of a secret survives', (file) => {
    expect(leaks(plantingsIn(file), (text) => text)).toEqual([]);
  });

  it.each(FILES)('%s: nor among other output', (file) => {
    expect(leaks(plantingsIn(file), amongOthers)).toEqual([]);
  });

  it.each(FILES)('%s: redacted twice is as redacted once', (file) => {
    for (const { name, text } of plantingsIn(file)) {
      const once = redact(text);
      expect(redact(once.text), name).toEqual({ text: once.text, redactions: 0, kinds: [] });
    }
  });
});

describe('ordinary lines about secrets', () => {
  const ordinary = ['ordinary', 'later-ordinary'].flatMap(plantingsIn);

  it('are at least 900', () => {
    expect(ordinary.length).toBeGreaterThanOrEqual(900);
  });

  it('come back as they were', () => {
    const touched = ordinary.filter(({ text }) => redact(text).text !== text);
    expect(touched.map(({ text }) => [text, redact(text).text])).toEqual([]);
  });
});
