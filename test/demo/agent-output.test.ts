import { describe, expect, it } from 'vitest';
import {
  ERROR_TRUNCATED,
  OUTPUT_TRUNCATED,
  pluginOutput,
  STREAM_SEPARATOR,
  standardErrorContent,
  standardOutputContent,
} from '../../src/demo/agent-output.ts';
import fc from '../properties.ts';

const bytes = (text: string) => Buffer.byteLength(text);

describe('the Output of a step', () => {
  it('is stdout alone when nothing was written to stderr', () => {
    expect(pluginOutput('done\n', '')).toBe('done\n');
  });

  it('puts ten dashes, ERROR and seven dashes between the streams', () => {
    expect(pluginOutput('a', 'b')).toBe('a\n----------ERROR-------\nb');
    expect(bytes(STREAM_SEPARATOR)).toBe(24);
  });

  it('keeps 2,499 bytes of stdout whole and cuts 2,500', () => {
    expect(pluginOutput('x'.repeat(2499), '')).toBe('x'.repeat(2499));
    expect(pluginOutput('x'.repeat(2500), '')).toBe(`${'x'.repeat(2477)}\n---Output truncated---`);
  });

  it('keeps both streams whole while they and the separator stay under 2,500 bytes', () => {
    const whole = pluginOutput('o'.repeat(1000), 'e'.repeat(1475));
    expect(whole).toBe(`${'o'.repeat(1000)}${STREAM_SEPARATOR}${'e'.repeat(1475)}`);
    expect(bytes(whole)).toBe(2499);
    expect(pluginOutput('o'.repeat(1000), 'e'.repeat(1476))).toContain(ERROR_TRUNCATED);
  });

  it('cuts only stderr when stdout takes at most half', () => {
    const output = pluginOutput('o'.repeat(1238), 'e'.repeat(3000));
    expect(output).toBe(`${'o'.repeat(1238)}${STREAM_SEPARATOR}${'e'.repeat(1215)}${ERROR_TRUNCATED}`);
  });

  it('cuts only stdout when stderr takes at most half', () => {
    const output = pluginOutput('o'.repeat(3000), 'e'.repeat(1238));
    expect(output).toBe(`${'o'.repeat(1215)}${OUTPUT_TRUNCATED}${STREAM_SEPARATOR}${'e'.repeat(1238)}`);
  });

  it('gives both streams the same share when both are longer than half', () => {
    const output = pluginOutput('o'.repeat(1239), 'e'.repeat(1239));
    const share = 1215;
    expect(output).toBe(
      `${'o'.repeat(share)}${OUTPUT_TRUNCATED}${STREAM_SEPARATOR}${'e'.repeat(share)}${ERROR_TRUNCATED}`,
    );
  });

  it('ends a long stderr without stdout at 53 characters of a capacity of 100', () => {
    const long = 'This is a sample text. '.repeat(5);
    expect(pluginOutput('', long, 100)).toBe(
      '\n----------ERROR-------\nThis is a sample text. This is a sample text. This is\n---Error truncated----',
    );
  });

  it('has exactly 2,500 bytes whenever ASCII text was cut', () => {
    const ascii = fc.nat(6000).map((size) => 'x'.repeat(size));
    fc.assert(
      fc.property(ascii, ascii, (stdout, stderr) => {
        const output = pluginOutput(stdout, stderr);
        const separator = stderr === '' ? 0 : 24;
        const whole = stdout.length + stderr.length + separator < 2500;
        expect(bytes(output)).toBe(whole ? stdout.length + stderr.length + separator : 2500);
      }),
    );
  });

  it('cuts inside a character and replaces each byte that is left of it', () => {
    const locks = '\u{1f512}'.repeat(700);
    // 2,477 bytes are 619 locks of four bytes and one byte of the next.
    expect(pluginOutput(locks, '')).toBe(`${'\u{1f512}'.repeat(619)}\ufffd${OUTPUT_TRUNCATED}`);
    expect(pluginOutput(`ab${locks}`, '')).toBe(
      `ab${'\u{1f512}'.repeat(618)}${'\ufffd'.repeat(3)}${OUTPUT_TRUNCATED}`,
    );
  });

  it('leaves a character whole that ends at the cut', () => {
    const text = `x${'\u00e9'.repeat(2000)}`;
    expect(pluginOutput(text, '')).toBe(`x${'\u00e9'.repeat(1238)}${OUTPUT_TRUNCATED}`);
  });
});

describe('the contents of GetCommandInvocation', () => {
  it('keep 23,999 bytes of stdout and cut 24,000 to 23,980 and a marker', () => {
    expect(standardOutputContent('x'.repeat(23_999))).toBe('x'.repeat(23_999));
    expect(standardOutputContent('x'.repeat(24_000))).toBe(`${'x'.repeat(23_980)}--output truncated--`);
  });

  it('keep 7,999 bytes of stderr and cut 8,000 to 7,980 and a marker', () => {
    expect(standardErrorContent('x'.repeat(7999))).toBe('x'.repeat(7999));
    expect(standardErrorContent('x'.repeat(8000))).toBe(`${'x'.repeat(7980)}--output truncated--`);
  });
});
