import { WEIGHT, weightOf } from './line-weight.ts';

type Found = { readonly line: string; readonly at: number; readonly weight: number };

const EXCEPTION = /^[\w.$]*(?:Error|Exception|Warning|Interrupt|Exit|Failure|Fault|[a-z]\.[A-Z]\w+)\b/;

/** The line of a Python or Java stack trace that names the exception: the last, and innermost, cause. */
export function tracebackLine(lines: readonly string[]): Found | undefined {
  return python(lines) ?? java(lines);
}

function python(lines: readonly string[]): Found | undefined {
  let start = -1;
  for (let at = lines.length - 1; at >= 0 && start < 0; at--) {
    if (lines[at]?.includes('Traceback (most recent call last)')) start = at;
  }
  if (start < 0) return undefined;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s/.test(line)) continue;
    if (!EXCEPTION.test(line)) return undefined;
    const wrapper = weightOf(line) === WEIGHT.wrapper;
    return { line, at, weight: wrapper ? WEIGHT.wrapper : WEIGHT.final };
  }
  return undefined;
}

function java(lines: readonly string[]): Found | undefined {
  let found: Found | undefined;
  for (let at = 1; at < lines.length; at++) {
    if (!/^\s+at [\w.$<>/]+\(/.test(lines[at] ?? '')) continue;
    const line = lines[at - 1] ?? '';
    if (/^\s+at /.test(line)) continue;
    const cause = /^\s*Caused by: (.*)/.exec(line)?.[1];
    if (cause) found = { line: cause, at: at - 1, weight: WEIGHT.final };
    else if (!found && /[\w$](?:Error|Exception)\b/.test(line)) {
      found = { line: line.replace(/^Exception in thread "[^"]*" /, ''), at: at - 1, weight: WEIGHT.final };
    }
  }
  return found;
}
