import { lineStartOf, matchAt, nothing, type Rule, type Span } from './secret.ts';
import { isStandIn } from './stand-ins.ts';
import { quotedAt, unquotedAt } from './values.ts';

/* `ConvertTo-SecureString` with its text in whatever order, in parentheses, or piped into it. */

const argument = /\s{1,4}(?:-(AsPlainText|Force|String|Key \S{1,100}))?/iy;
const MAX_ARGUMENTS = 6;
const pipedBefore = /(["'])((?:(?!\1)[^\n]){1,200})\1[ \t]{0,8}\|[ \t]{0,8}$/;

export const secureStringTexts: Rule = {
  anchors: ['convertto-securestring'],
  find(text, at) {
    const before = text.slice(Math.max(lineStartOf(text, at), at - 240), at);
    const piped = pipedBefore.exec(before);
    if (piped?.[2]) {
      const start = at - before.length + piped.index + 1;
      return password(text, start, start + piped[2].length);
    }
    let from = at + 'convertto-securestring'.length;
    for (let count = 0; count < MAX_ARGUMENTS; count++) {
      const next = matchAt(argument, text, from);
      if (!next) return nothing;
      from += next[0].length;
      if (next[1] === undefined || /^string$/i.test(next[1])) {
        const gap = next[1] === undefined ? 0 : (matchAt(/[ \t:]{1,4}/y, text, from)?.[0].length ?? 0);
        const value =
          quotedAt(text, from + gap) ?? unquotedAt(text, from + gap, { nameStart: from + gap, colon: false });
        return text[value.start] === '-' || text[value.start] === ':'
          ? nothing
          : password(text, value.start, value.end);
      }
    }
    return nothing;
  },
};

function password(text: string, start: number, end: number): readonly Span[] {
  const bare = text.slice(start, end).replace(/\){1,8}$/, '');
  return isStandIn(bare) ||
    bare.startsWith('(') ||
    (bare.startsWith('$') && !bare.includes(' ') && /^\$[a-z_]\w*$/i.test(bare) && text[start - 1] !== "'")
    ? nothing
    : [{ start, end: start + bare.length, kind: 'password' }];
}
