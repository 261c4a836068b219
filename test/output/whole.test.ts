import { describe, expect, it } from 'vitest';
import { createWholeOutput, type OutputPiece, PIECE_BYTES } from '../../src/output/index.ts';
import type { StoredOutput } from '../../src/run-command/index.ts';
import { createSanitizer, limitEach } from '../../src/sanitize/index.ts';
import fc from '../properties.ts';

/** Whatever else this machine is doing. */
const SANITIZER = limitEach(createSanitizer({ redact: true }), 60_000);

const SIGNAL = new AbortController().signal;
const SECRET = 'password=hunter2-correct-horse-battery\n';

/** A whole that lies in memory, read as S3 gives it. */
function stored(whole: Buffer): StoredOutput {
  const size = whole.length;
  return {
    store: 'S3',
    read: async (from, length) => ({ bytes: whole.subarray(from, from + length), size }),
    readEnd: async (length) => ({ bytes: whole.subarray(-length), size }),
  };
}

async function piecesOf(whole: Buffer, count = 1): Promise<OutputPiece[]> {
  const output = createWholeOutput(stored(whole), SANITIZER);
  const pieces: OutputPiece[] = [];
  for (let at = 0; pieces.at(-1)?.last !== true; at += count)
    pieces.push(await output.read(at, SIGNAL, count));
  return pieces;
}

function textOf(pieces: readonly OutputPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

const ENCODINGS = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-16 with a mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 without one': (text: string) => Buffer.from(text, 'utf16le'),
  'UTF-16 of the other order': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

/** Lines of every length up to one that is longer than a piece, with characters of two, three and four bytes. */
const line = fc.oneof(
  { weight: 8, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 2, arbitrary: fc.constantFrom('', 'é', '漢字', '😀😀😀') },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: PIECE_BYTES }).map((length) => '😀'.repeat(length >> 2)),
  },
  { weight: 1, arbitrary: fc.constant(SECRET.trimEnd()) },
);

describe('a whole output in pieces', () => {
  it.each(Object.entries(ENCODINGS))('is the redacted whole, put together: %s', async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 2 * PIECE_BYTES }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 2 }),
        async (lines, size, end, count) => {
          // Begins like text: what an encoding is guessed from is no matter of chance.
          let text = `${'begin'.repeat(200)}\n`;
          for (let at = 0; text.length < size; at += 1) text += (lines[at % lines.length] ?? '') + end;
          const whole = SANITIZER.text(text).text;
          expect(textOf(await piecesOf(encode(text), count)) === whole).toBe(true);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('redacts a secret wherever a piece ends within it, once', async () => {
    for (let shift = 0; shift < SECRET.length; shift += 5) {
      // One line: no cut falls behind its end.
      const text = `${'x'.repeat(PIECE_BYTES - shift - 1)} ${SECRET.trimEnd()} ${'y'.repeat(1_000)}`;
      const pieces = await piecesOf(Buffer.from(text));
      expect(textOf(pieces)).not.toContain('hunter2');
      expect(textOf(pieces)).toBe(SANITIZER.text(text).text);
      expect(pieces.reduce((sum, { redactions }) => sum + redactions, 0)).toBe(1);
    }
  });

  it('says that bytes were replaced where they are no text', async () => {
    const [piece] = await piecesOf(Buffer.from([0x66, 0xfc, 0x72, 0x0a]));
    expect(piece).toMatchObject({ text: 'f\ufffdr\n', replaced: true, last: true, size: 4 });
  });

  it('begins its end with a line', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at} ${SECRET}`).join('');
    const output = createWholeOutput(stored(Buffer.from(lines)), SANITIZER);
    const { text, size } = await output.readEnd(SIGNAL);
    expect(text).toMatch(/^line \d+ .*\n/);
    expect(text).toMatch(/line 19999 password=.*\n$/);
    expect(text).not.toContain('hunter2');
    expect(size).toBe(lines.length);
  });
});
