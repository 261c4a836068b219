import { WEIGHT, weightOf } from './line-weight.ts';
import type { Line } from './lines.ts';

type Found = { readonly message: string; readonly line: Line; readonly weight: number };

const EXCEPTION = /^[\w.$]*(?:Error|Exception|Warning|Interrupt|Exit|Failure|Fault|[a-z]\.[A-Z]\w+)\b/;

/** The line of a Python or Java stack trace that names the exception: the last, and innermost, cause. */
export function tracebackLine(lines: readonly Line[]): Found | undefined {
  return python(lines) ?? java(lines);
}

function python(lines: readonly Line[]): Found | undefined {
  const start = lines.findLastIndex(({ text }) => text.includes('Traceback (most recent call last)'));
  if (start < 0) return undefined;
  const line = lines.slice(start + 1).find(({ text }) => !/^\s/.test(text));
  if (!line || !EXCEPTION.test(line.text)) return undefined;
  const wraps = weightOf(line.text) === WEIGHT.wrapper;
  return { message: line.text, line, weight: wraps ? WEIGHT.wrapper : WEIGHT.final };
}

function java(lines: readonly Line[]): Found | undefined {
  let found: Found | undefined;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at - 1];
    if (!line || isFrame(line.text) || !isFrame(lines[at]?.text ?? '')) continue;
    const cause = /^\s*Caused by: (.*)/.exec(line.text)?.[1];
    if (cause) found = { message: cause, line, weight: WEIGHT.final };
    else if (!found && /[\w$](?:Error|Exception)\b/.test(line.text)) {
      const message = line.text.replace(/^Exception in thread "[^"]*" /, '');
      found = { message, line, weight: WEIGHT.final };
    }
  }
  return found;
}

function isFrame(text: string): boolean {
  return /^\s+at [\w.$<>/]+\(/.test(text);
}
