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

/** Calls `take` with each stretch in turn; joined they are `text`. */
export function eachStretch(text: string, take: (stretch: string) => void): void {
  let start = 0;
  let before = JOINT;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (KINDS[code] ?? JOINT) : JOINT;
    if (isSeam(before, kind)) {
      take(text.slice(start, at));
      start = at;
    }
    before = kind;
  }
  if (start < text.length) take(text.slice(start));
}

/**
 * No tokenizer has a piece in which a mark or whitespace follows a letter or digit, letters and digits
 * stand together, or a digit follows a mark.
 */
function isSeam(before: number, kind: number): boolean {
  switch (kind) {
    case DIGIT:
      return before === LETTER || before === MARK;
    case LETTER:
      return before === DIGIT;
    case JOINT:
      return false;
    default:
      return before === LETTER || before === DIGIT;
  }
}
