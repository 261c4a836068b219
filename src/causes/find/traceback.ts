import { WEIGHT, weightOf } from './line-weight.ts';
import type { Line } from './lines.ts';
import { joinChain, type Whole } from './whole-message.ts';

type Found = Whole & { readonly line: Line; readonly weight: number };

const EXCEPTION =
  /^[\w.$]*(?:Error|Exception|Warning|Interrupt|Exit|Failure|Fault|Timeout|[a-z]\.[A-Z]\w+)\b/;

/** What a Python or Java stack trace says: the outer exception, and the innermost cause behind it. */
export function tracebackLine(lines: readonly Line[]): Found | undefined {
  return python(lines) ?? java(lines);
}

/** "During handling of the above exception" leads away from the cause, "was the direct cause of" follows from it. */
function python(lines: readonly Line[]): Found | undefined {
  const starts = lines.flatMap(({ text }, at) =>
    text.includes('Traceback (most recent call last)') ? [at] : [],
  );
  const last = starts.at(-1);
  if (last === undefined) return undefined;
  const line = exceptionBelow(lines, last);
  if (!line) return undefined;
  const wraps = weightOf(line.text) === WEIGHT.wrapper;
  const isChained = /was the direct cause of/.test(lines[last - 1]?.text ?? '');
  const root = isChained && starts.length > 1 ? exceptionBelow(lines, starts.at(-2) ?? last) : undefined;
  return {
    ...(root && !wraps ? joinChain(line.text, root.text) : { message: (root ?? line).text }),
    line: root ?? line,
    weight: wraps && !root ? WEIGHT.wrapper : WEIGHT.final,
  };
}

function exceptionBelow(lines: readonly Line[], start: number): Line | undefined {
  const line = lines.slice(start + 1).find(({ text }) => !/^\s/.test(text));
  return line && EXCEPTION.test(line.text) ? line : undefined;
}

function java(lines: readonly Line[]): Found | undefined {
  let outer: string | undefined;
  let found: Found | undefined;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at - 1];
    if (!line || isFrame(line.text) || !isFrame(lines[at]?.text ?? '')) continue;
    const cause = /^\s*Caused by: (.*)/.exec(line.text)?.[1];
    if (cause) {
      const whole = outer === undefined ? { message: cause } : joinChain(outer, cause);
      found = { ...whole, line, weight: WEIGHT.final };
    } else if (!found && /[\w$](?:Error|Exception)\b/.test(line.text)) {
      const message = line.text.replace(/^Exception in thread "[^"]*" /, '');
      outer = message;
      found = { message, line, weight: WEIGHT.final };
    }
  }
  return found;
}

function isFrame(text: string): boolean {
  return /^\s+at [\w.$<>/@-]+\(/.test(text);
}
