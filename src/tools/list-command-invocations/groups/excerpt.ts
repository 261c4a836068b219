/** The lines around a cause, without the cause itself where it is quoted beside them. */

/** In place of the cause, between lines before and behind it. */
const GAP = '...';

/** "" where nothing but the cause is left. A cause that was shortened is left in: the excerpt has the rest of it. */
export function withoutCause(excerpt: string, cause = ''): string {
  const quoted = compact(cause);
  if (quoted === '' || quoted.includes('…')) return excerpt;
  const lines = excerpt.split('\n').map((line) => (repeats(line, quoted) ? GAP : line));
  const [from, to] = [lines.findIndex(isLeft), lines.findLastIndex(isLeft)];
  if (from === -1) return '';
  return lines
    .slice(from, to + 1)
    .filter((line, index, left) => line !== GAP || left[index - 1] !== GAP)
    .join('\n');
}

function repeats(line: string, quoted: string): boolean {
  const text = compact(line);
  return text !== '' && quoted.includes(text) && text.length > MIN_REPEATED * quoted.length;
}

/** A short word that the cause happens to hold is a line of its own. */
const MIN_REPEATED = 0.1;

function isLeft(line: string): boolean {
  return line !== GAP && line.trim() !== '';
}

function compact(text: string): string {
  return text.replace(/\s{1,1000}/g, ' ').trim();
}
