/**
 * Cuts a text where all three tokenizers certainly begin a new piece, whatever stands before and after: so the
 * stretches can be counted one by one, each once for all three, and most have been seen before.
 */

/** Kinds of characters, by code below 128. */
const MARK = 0;
const LETTER = 1;
const DIGIT = 2;
const WHITESPACE = 3;
/** May hold a contraction together ("it's"), as any character beyond ASCII may hold together what is around it. */
const JOINT = 4;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z]/.test(char)) return LETTER;
  if (/\d/.test(char)) return DIGIT;
  if (/\s/.test(char)) return WHITESPACE;
  return char === "'" ? JOINT : MARK;
});

/**
 * By the kind before, a bit for each kind that begins a stretch: no tokenizer has a piece in which a mark or
 * whitespace follows a letter or digit, letters and digits stand together, or a digit follows a mark.
 */
const SEAMS = new Uint8Array(5);
SEAMS[LETTER] = (1 << MARK) | (1 << WHITESPACE) | (1 << DIGIT);
SEAMS[DIGIT] = (1 << MARK) | (1 << WHITESPACE) | (1 << LETTER);
SEAMS[MARK] = 1 << DIGIT;

/**
 * Calls `take` with the bounds of each stretch in turn, `end` exclusive, and a hash of its characters. They
 * follow each other without a gap.
 */
export function eachStretch(text: string, take: (start: number, end: number, hash: number) => void): void {
  let start = 0;
  let before = JOINT;
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (KINDS[code] as number) : JOINT;
    if (((SEAMS[before] as number) >> kind) & 1) {
      take(start, at, hash);
      start = at;
      hash = 0;
    }
    hash = (Math.imul(hash, 31) + code) | 0;
    before = kind;
  }
  if (start < text.length) take(start, text.length, hash);
}
