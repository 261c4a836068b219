import { lineStartOf, matchAt, nothing, type Rule, type Span } from './secret.ts';

/*
 * Private keys in a frame, whole or cut at either end, indented, with a log prefix on each line, or with their
 * newlines escaped inside JSON.
 */

/** What a frame of a key says that it holds. */
const label =
  '(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V\\d|OpenVPN tls-crypt-v2 (?:client|server) key)';
const header = new RegExp(`-{2,5} ?BEGIN ${label} ?(?:-{1,5}|$)`, 'y');
const footer = new RegExp(`-{2,5} ?END ${label} ?(?:-{1,5}|$)`, 'y');
const nextFrame = new RegExp(`-{2,5} ?(BEGIN|END) ${label} ?-{0,5}`, 'g');
/** No PEM file of one private key comes near this; it only keeps a lone BEGIN from being matched far off. */
const MAX_KEY = 65_536;

const keyLine =
  /^([^\n]{0,160}?[\s:>|\]"'])?(?:[A-Za-z0-9+/]{16,}={0,2}|(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Key-Derivation|Argon2-\w+|Hash): ?[^\n]*)(?:\\[nr]|[\s"'\\,|])*$/;
const shortKeyLine = /^[\s"'>|]*[A-Za-z0-9+/]{1,64}={0,2}(?:["'][^\n]*|(?:\\[nr]|[\s\\,|])*)$/;
const MAX_KEY_LINE = 1_000;

export const pemFrames: Rule = {
  anchors: ['private key', 'static key v', 'tls-crypt-v2'],
  find(text, at) {
    const reach = Math.max(0, at - 60);
    const dashes = reach + text.slice(reach, at).lastIndexOf('--');
    if (dashes < reach) return nothing;
    let start = dashes;
    while (start > 0 && text[start - 1] === '-' && dashes - start < 4) start -= 1;
    const begin = matchAt(header, text, start);
    if (begin) return [privateKey(start, endOfKey(text, start + begin[0].length))];
    const end = matchAt(footer, text, start);
    return end ? [privateKey(startOfKey(text, start), start + end[0].length)] : nothing;
  },
};

/** PuTTY keeps its private half under a heading of its own. */
export const puttyKeys: Rule = {
  anchors: ['private-lines:', 'private-mac:'],
  find(text, at) {
    const mac = matchAt(/private-mac:[ \t]{0,40}([0-9a-f]{8,200})/iy, text, at);
    if (mac?.[1]) return [privateKey(at + mac[0].length - mac[1].length, at + mac[0].length)];
    const lineEnd = endOfLine(text, at);
    const end = endOfKeyLines(text, lineEnd);
    return end > lineEnd ? [privateKey(lineEnd + 1, end)] : nothing;
  },
};

function privateKey(start: number, end: number): Span {
  return { start, end, kind: 'private key' };
}

function endOfKey(text: string, from: number): number {
  nextFrame.lastIndex = from;
  const frame = nextFrame.exec(text.slice(0, from + MAX_KEY));
  if (frame?.[1] === 'END') return frame.index + frame[0].length;
  const sameLine = matchAt(/[ \t]{0,40}(?:\\{1,15}[nr/]|[A-Za-z0-9+/=])*/y, text, from);
  return endOfKeyLines(text, from + (sameLine?.[0].length ?? 0));
}

/** `from` stands at a line's end; takes the lines after it while they read like those of a key. */
function endOfKeyLines(text: string, from: number): number {
  let end = from;
  let prefix = 0;
  while (text[end] === '\n' || text[end] === '\r') {
    const lineStart = text.indexOf('\n', end) + 1;
    if (lineStart === 0) break;
    const lineEnd = endOfLine(text, lineStart);
    const line = text.slice(lineStart, lineEnd);
    const match = lineEnd - lineStart <= MAX_KEY_LINE ? keyLine.exec(line) : null;
    if (line.trim() !== '' && !match) {
      return isLastKeyLine(line.slice(prefix)) ? lineEnd : end;
    }
    prefix = match?.[1]?.length ?? prefix;
    end = lineEnd;
  }
  return end;
}

/** The last line of a key is as short as it happens to be; a word in lower case is none. */
function isLastKeyLine(line: string): boolean {
  return line.length <= MAX_KEY_LINE && shortKeyLine.test(line) && !/^\s*[a-z]{1,12}\s*$/.test(line);
}

/** The lines of a key whose BEGIN is lost, read backwards from its END at `to`. */
function startOfKey(text: string, to: number): number {
  let start = lineStartOf(text, to);
  if (/[A-Za-z0-9+/=]{16}/.test(text.slice(start, to))) {
    while (start < to && /[\s"']/.test(text[start] ?? '')) start += 1;
    return start;
  }
  let first = true;
  let keyStart = to;
  while (start > 0) {
    const previous = lineStartOf(text, start - 1);
    const line = text.slice(previous, start - 1);
    if (line.length > MAX_KEY_LINE || (!keyLine.test(line) && !(first && shortKeyLine.test(line)))) break;
    first = false;
    keyStart = start = previous;
  }
  return keyStart;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
