import { lineStartOf, matchAt, nothing, type Rule, type Span } from './secret.ts';

/*
 * Private keys, whole or cut at either end, indented, with a log prefix on each line, or with their
 * newlines escaped inside JSON. The detector knows only whole and unencrypted ones.
 */

const header = /-{2,5} ?BEGIN ([A-Z0-9 ]{0,40})PRIVATE KEY( BLOCK)?(?:-{1,5}|$)/y;
const footer = /-{2,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?(?:-{1,5}|$)/y;
const nextFrame = /-{2,5} ?(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-{0,5}/g;
/** No PEM file of one private key comes near this; it only keeps a lone BEGIN from being matched far off. */
const longestKey = 65_536;

const keyLine =
  /^([^\n]{0,160}?[\s:>|\]"'])?(?:[A-Za-z0-9+/]{16,}={0,2}|(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Key-Derivation|Argon2-\w+|Hash): ?[^\n]*)(?:\\[nr]|[\s"'\\,|])*$/;
const shortKeyLine = /^[\s"'>|]*[A-Za-z0-9+/]{1,64}={0,2}(?:["'][^\n]*|(?:\\[nr]|[\s\\,|])*)$/;
const longestKeyLine = 1_000;

export const pemFrames: Rule = {
  anchors: ['private key'],
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
    const mac = matchAt(/private-mac:[ \t]*([0-9a-f]{8,})/iy, text, at);
    if (mac?.[1]) return [privateKey(at + mac[0].length - mac[1].length, at + mac[0].length)];
    const lineEnd = endOfLine(text, at);
    const end = endOfKeyLines(text, lineEnd);
    return end > lineEnd ? [privateKey(lineEnd + 1, end)] : nothing;
  },
};

/*
 * Keys without a frame: "-----BEGIN" in base64 (but no certificate or public key), the DER opening of
 * an RSA (PKCS #1 and #8) key, and the magic word of an OpenSSH one.
 */
const bareKey =
  /(?:LS0tLS1CRUdJTi(?!BDRVJU|BQVUJM|BYNTA5|BUUlVT|BTU0gy)|MI[A-Z][A-Za-z0-9+/]{2,3}(?:IBAAKC|IBADAN)|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/=_-]*(?:[ \t]{0,15}\r?\n[ \t]{0,40}[A-Za-z0-9+/=]{4,}(?=[ \t]{0,15}\r?\n|["']|$))*/y;

export const bareKeys: Rule = {
  anchors: ['ls0tls1crudjti', 'ibaakc', 'ibadan', 'b3blbnnzac1rzxktdje'],
  find(text, at) {
    for (const start of [at, at - 6, at - 5]) {
      const match = start >= 0 ? matchAt(bareKey, text, start) : null;
      if (match) return [privateKey(start, start + match[0].length)];
    }
    return nothing;
  },
};

function privateKey(start: number, end: number): Span {
  return { start, end, kind: 'private key' };
}

function endOfKey(text: string, from: number): number {
  nextFrame.lastIndex = from;
  const frame = nextFrame.exec(text.slice(0, from + longestKey));
  if (frame?.[1] === 'END') return frame.index + frame[0].length;
  const sameLine = matchAt(/[ \t]*(?:\\+[nr]|[A-Za-z0-9+/=]|\\+\/)*/y, text, from);
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
    const match = lineEnd - lineStart <= longestKeyLine ? keyLine.exec(line) : null;
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
  return line.length <= longestKeyLine && shortKeyLine.test(line) && !/^\s*[a-z]{1,12}\s*$/.test(line);
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
    if (line.length > longestKeyLine || (!keyLine.test(line) && !(first && shortKeyLine.test(line)))) break;
    first = false;
    keyStart = start = previous;
  }
  return keyStart;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
