/** Where and how secrets stand in the planted fleet: as they are, disguised, and cut by SSM in their middle. */

import { type PlantedSecret, plantedSecrets } from '../sanitize/corpus.ts';
import { moreSecrets } from './more-secrets.ts';

export const allSecrets: readonly PlantedSecret[] = [...plantedSecrets, ...moreSecrets];

const ESC = '\u001b';

type Disguise = readonly [name: string, put: (piece: string) => string];

/** Seen on no screen, so that a reader has the secret as it was. */
const disguises: readonly Disguise[] = [
  ['colours inside', (piece) => cutIn(piece, `${ESC}[31m`, `${ESC}[0m`)],
  ['zero-width spaces inside', (piece) => [...piece].join('\u200b')],
  ['tag characters inside', (piece) => cutIn(piece, '\u{e0041}', '\u{e007f}')],
  ['soft hyphens and joiners inside', (piece) => cutIn(piece, '\u00ad', '\u2060')],
  ['bidirectional controls inside', (piece) => cutIn(piece, '\u202a', '\u202c')],
  ['a hyperlink inside', (piece) => cutIn(piece, `${ESC}]8;;https://e.example/\u0007`, `${ESC}]8;;\u0007`)],
  ['overtyped', (piece) => cutIn(piece, 'x\b', 'yy\b\b')],
  ['C1 colours and NUL inside', (piece) => cutIn(piece, '\u009b1m', '\u0000')],
];

function cutIn(piece: string, first: string, second: string): string {
  const third = Math.max(1, Math.floor(piece.length / 3));
  return piece.slice(0, third) + first + piece.slice(third, 2 * third) + second + piece.slice(2 * third);
}

/** Each disguise on every nth secret, each secret in one disguise at least. */
export function disguised(): readonly PlantedSecret[] {
  return allSecrets.flatMap((planted, index) => {
    const [name, put] = disguises[index % disguises.length] ?? ['', (piece: string) => piece];
    const text = planted.pieces.reduce((all, piece) => all.replaceAll(piece, put), planted.text);
    return text === planted.text ? [] : [{ ...planted, name: `${planted.name}, ${name}`, text }];
  });
}

export function withCrlf(): readonly PlantedSecret[] {
  return allSecrets
    .filter(({ text }) => text.includes('\n') && !text.includes('\r'))
    .map((planted) => ({
      ...planted,
      name: `${planted.name}, CRLF`,
      text: planted.text.replaceAll('\n', '\r\n'),
    }));
}

export function inJson(): readonly PlantedSecret[] {
  return allSecrets.map((planted) => ({
    ...planted,
    name: `${planted.name}, in JSON`,
    pieces: [...planted.pieces, ...planted.pieces.map((piece) => JSON.stringify(piece).slice(1, -1))],
    text: `{"time":"2026-11-22T09:00:00Z","level":"error","msg":${JSON.stringify(planted.text)}}`,
  }));
}

/** Bytes of a lone stdout that SSM shows in a list: 2,500 without its mark of 23. */
const LISTED_BYTES = 2_477;
/** Bytes of StandardOutputContent that stand before its mark of 20. */
const CONTENT_BYTES = 23_980;

/** So padded that SSM's cut falls into the secret: half of it shown, or nine characters, or all but two. */
export function cutBySsm(): readonly { readonly planted: PlantedSecret; readonly stdout: string }[] {
  return allSecrets.flatMap((planted, index) => {
    const [secret = '', ...others] = planted.pieces;
    if (others.length > 0 || planted.toldByWhatFollows || secret.length < 12) return [];
    const shown = [Math.floor(secret.length / 2), 9, secret.length - 2][index % 3] ?? 9;
    const limit = index % 5 === 0 ? CONTENT_BYTES : LISTED_BYTES;
    const before = Buffer.byteLength(planted.text.slice(0, planted.text.indexOf(secret))) + shown;
    const stdout = `${fillerOf(limit - before)}${planted.text}\n${'trailing line\n'.repeat(40)}`;
    return [{ planted: { ...planted, name: `${planted.name}, cut by SSM` }, stdout }];
  });
}

/** So many bytes of lines that hold nothing, the last one ended. */
function fillerOf(bytes: number): string {
  const line = 'unpacking one more file of the archive\n';
  const whole = line.repeat(Math.floor(bytes / line.length));
  const rest = bytes - whole.length;
  return whole + (rest > 0 ? `${'.'.repeat(rest - 1)}\n` : '');
}
