import { describe, expect, it } from 'vitest';
import { type Encoding, GeneratedOutput } from '../../src/demo/whole-output/index.ts';
import fc from '../properties.ts';

const BYTES = 50_000;
const END = 'the last words ü\r\n';

const output = (encoding: Encoding = 'utf8') =>
  new GeneratedOutput({
    seed: 'generated',
    bytes: BYTES,
    encoding,
    lineEnd: '\r\n',
    line: ({ pick, hex }, place) => `${place} ${pick(['plain', 'müller', '北京'])} ${hex(12)}`,
    plants: [
      { at: 3_990, text: 'across the first seam\r\n' },
      { at: 20_000, text: `${'long '.repeat(2_000)}\r\n` },
    ],
    end: END,
  });

describe('a generated output', () => {
  it.each(['utf8', 'utf16le'] as const)('gives every range of itself alike (%s)', (encoding) => {
    const whole = output(encoding).slice(0, BYTES);
    expect(whole.length).toBe(BYTES);
    fc.assert(
      fc.property(fc.nat(BYTES + 10), fc.nat(9_000), (from, length) => {
        expect(output(encoding).slice(from, from + length)).toEqual(whole.subarray(from, from + length));
      }),
    );
  });

  it('is text in its encoding, with a byte order mark in UTF-16 alone', () => {
    const decode = (encoding: Encoding, label: string) =>
      new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(output(encoding).slice(0, BYTES));
    expect(decode('utf8', 'utf-8').startsWith('0 ')).toBe(true);
    expect(decode('utf16le', 'utf-16le').startsWith('\ufeff2 ')).toBe(true);
    for (const text of [decode('utf8', 'utf-8'), decode('utf16le', 'utf-16le')]) {
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  it('has its plants where they belong, and its last words at the end', () => {
    const whole = output().slice(0, BYTES);
    expect(whole.indexOf('across the first seam\r\n')).toBe(3_990);
    expect(whole.indexOf('long long')).toBe(20_000);
    expect(whole.subarray(-Buffer.byteLength(END)).toString()).toBe(END);
  });
});
