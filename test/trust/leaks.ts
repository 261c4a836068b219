/** Finds in what a server wrote whatever should not be there. */

import { HIDDEN_CHARACTER } from './hostile-strings.ts';

export type Leak = { readonly secret: string; readonly piece: string; readonly around: string };

/** As many characters in a row as may not survive of a secret. */
const SURVIVOR = 8;

/** Shorter pieces would be found by chance. */
const SHORTEST = 6;

/** Looks for any eight characters in a row of any secret, or for the whole of a shorter one. */
export function createLeakFinder(
  secrets: readonly { readonly name: string; readonly pieces: readonly string[] }[],
): (text: string) => readonly Leak[] {
  const windows = new Map<string, string[]>();
  const whole = new Map<string, string[]>();
  const note = (pieces: Map<string, string[]>, piece: string, name: string) =>
    pieces.set(piece, [...(pieces.get(piece) ?? []), name]);
  for (const { name, pieces } of secrets) {
    for (const piece of pieces) {
      if (piece.length >= SHORTEST && piece.length < SURVIVOR) note(whole, piece, name);
      for (let at = 0; at + SURVIVOR <= piece.length; at += 1)
        note(windows, piece.slice(at, at + SURVIVOR), name);
    }
  }
  return (text) => {
    const leaks = new Map<string, Leak>();
    const add = (secret: string, piece: string, at: number) => {
      if (!leaks.has(secret)) {
        leaks.set(secret, { secret, piece, around: text.slice(Math.max(0, at - 90), at + 60) });
      }
    };
    for (let at = 0; at + SURVIVOR <= text.length; at += 1) {
      const window = text.slice(at, at + SURVIVOR);
      for (const secret of windows.get(window) ?? []) add(secret, window, at);
    }
    for (const [piece, names] of whole) {
      const at = text.indexOf(piece);
      if (at >= 0) for (const secret of names) add(secret, piece, at);
    }
    return [...leaks.values()];
  };
}

/** Every way to read what was written: as it is, as the texts in its JSON, and those with percent signs decoded. */
export function readingsOf(written: string): readonly string[] {
  const texts = new Set<string>();
  for (const line of written.split('\n')) for (const text of textsIn(parsed(line))) texts.add(text);
  const joined = [...texts].join('\n');
  const decoded = joined.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
  return decoded === joined ? [written, joined] : [written, joined, decoded];
}

/** Strings of a JSON value, keys among them, and those inside of JSON that stands in a string. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? parsed(value) : undefined;
    return inner === undefined ? [value] : [value, ...textsIn(inner)];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}

/** The first hidden character with what stands around it, code points spelled out. */
export function hiddenCharacterIn(text: string): string | undefined {
  const match = HIDDEN_CHARACTER.exec(text);
  return match ? JSON.stringify(text.slice(Math.max(0, match.index - 40), match.index + 40)) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
