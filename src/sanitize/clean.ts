/**
 * Text that a managed node, or whoever controls it, has written: made safe to show.
 *
 * Everything here is linear in the length of the text, whatever the text is.
 */

const beyondPlainAscii = /[^\x20-\x7e\n\t]/;
/** Ids, names and statuses are most of the lines: one word of plain ASCII is as clean as can be. */
const beyondOneWord = /[^\x21-\x7e]/;

/**
 * What a terminal would leave on its screen, as plain well-formed Unicode.
 *
 * Escape sequences, control characters (but not newline and tab), bidirectional controls and every
 * other invisible character are gone; a lone surrogate becomes U+FFFD; a line that overwrote itself
 * with carriage returns or backspaces reads as it finally stood. Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  if (!beyondPlainAscii.test(text)) return text;
  // NULs go first: they may stand anywhere, within escape sequences too. Every second byte of UTF-16 is one.
  const wellFormed = text.replace(loneSurrogate, '\ufffd').replace(fillers, '');
  // What takes no place on the screen must be gone before the cursor moves over it.
  const visible = withoutEscapes(wellFormed).replace(lineBreak, '\n').replace(invisible, '');
  return visible.split('\n').map(asFinallyShown).join('\n');
}

/** `cleanText` on one line, every run of white space a single space, trimmed. */
export function cleanLine(text: string): string {
  if (!beyondOneWord.test(text)) return text;
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

// With the u flag a surrogate matches only where it has no partner.
const loneSurrogate = /[\ud800-\udfff]/gu;

// NEL, vertical tab, form feed and the two Unicode separators end a line wherever they are obeyed.
const lineBreak = /[\v\f\x85\u2028\u2029]/g;

// NUL and DEL fill time on a line; terminals ignore them even in the middle of an escape sequence.
const fillers = /[\0\x7f]/g;

// Cf holds the bidirectional controls, zero-width characters, byte order marks and tag characters;
// Default_Ignorable adds variation selectors and the fillers that render as nothing. What moves the cursor stays
// until the line is drawn.
// biome-ignore lint/suspicious/noControlCharactersInRegex: `eraseLine` is one
const invisible = /(?![\n\t\r\b\x1b])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/*
 * ECMA-48: control sequences, control strings (OSC, DCS, SOS, PM, APC) and two-character escapes, in
 * their 7-bit and 8-bit forms. A control string may not cross a line or run on past 4,096 characters:
 * one that is never closed would otherwise hide whatever follows. No body may hold an introducer, so
 * each character is looked at once.
 */
const escapeSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*([\x40-\x7e])|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;

/** Stands for "erase from here to the end of the line" until the line is drawn: no other ESC is left by then. */
const eraseLine = '\x1b';

function withoutEscapes(text: string): string {
  return text.replace(escapeSequence, (sequence, final: string | undefined) => {
    if (final !== 'K') return '';
    return sequence.includes('2') ? `\r${eraseLine}` : eraseLine;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: `eraseLine` is one
const movesTheCursor = /[\r\b\x1b]/;

/** Plays carriage returns, backspaces and line erasures of one line. */
function asFinallyShown(line: string): string {
  // The lookbehind keeps a long run of returns that ends in a letter from being tried at each of them.
  const text = line.replace(/(?<!\r)\r+$/, '');
  if (!movesTheCursor.test(text)) return text;
  const cells: string[] = [];
  let column = 0;
  for (const character of text) {
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else if (character === eraseLine) cells.length = Math.min(cells.length, column);
    else cells[column++] = character;
  }
  return cells.join('');
}
