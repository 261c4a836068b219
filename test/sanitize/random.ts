/** A small seeded generator, so that every run plants the same secrets. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

export const alphabets = {
  alnum: upper + lower + digits,
  base32: `${upper}234567`,
  base64: `${upper + lower + digits}+/`,
  base64url: `${upper + lower + digits}-_`,
  digits,
  hex: '0123456789abcdef',
  letters: upper + lower,
  lower,
  lowerAlnum: lower + digits,
  upperAlnum: upper + digits,
  word: `${upper + lower + digits}_`,
};

export type Draw = (alphabet: keyof typeof alphabets, length: number) => string;

export function drawer(seed: number): Draw {
  const next = seeded(seed);
  return (alphabet, length) =>
    Array.from({ length }, () => {
      const letters = alphabets[alphabet];
      return letters[Math.floor(next() * letters.length)] ?? '';
    }).join('');
}
