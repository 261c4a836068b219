/** Numbers that look random and follow from their keys alone, so that a fleet is the same for a seed. */

export type Dice = {
  /** 0 inclusive to `limit` exclusive. */
  below(limit: number): number;
  /** Both ends inclusive. */
  between(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  hex(digits: number): string;
};

/** The 32-bit finalizer of MurmurHash3: every output belongs to exactly one input. */
export function scramble(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The input that `scramble` turned into `value`; the factors are the inverses modulo 2^32. */
export function unscramble(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7ed1b41d);
  h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
  return (h ^ (h >>> 16)) >>> 0;
}

export function hashOf(...keys: readonly (number | string)[]): number {
  let h = 0x811c9dc5;
  for (const key of keys) h = scramble(h ^ (typeof key === 'number' ? scramble(key) : hashText(key)));
  return h;
}

export function dice(...keys: readonly (number | string)[]): Dice {
  const start = hashOf(...keys);
  let turn = 0;
  const next = (): number => {
    turn += 0x9e3779b9;
    return scramble(start ^ turn);
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    hex: (digits) => {
      let text = '';
      while (text.length < digits) text += hex8(next());
      return text.slice(0, digits);
    },
  };
}

/** `toString` takes ten times as long, which long outputs made of digits feel. */
const HEX_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

export function hex8(value: number): string {
  const byteAt = (shift: number) => HEX_BYTES[(value >>> shift) & 0xff];
  return `${byteAt(24)}${byteAt(16)}${byteAt(8)}${byteAt(0)}`;
}

/** A version 4 UUID that its keys decide. */
export function uuidOf(...keys: readonly (number | string)[]): string {
  const digits = dice('uuid', ...keys).hex(32);
  const variant = (8 + (Number.parseInt(digits.slice(16, 17), 16) % 4)).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
