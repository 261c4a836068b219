/** `recheck`, which looks for what a regular expression takes longest on by reasoning and by trying. */

import { checkSync, type Diagnostics } from 'recheck';
import type { Pattern } from './patterns.ts';

// Its other backends are a JVM and a native program; this one runs anywhere.
process.env['RECHECK_BACKEND'] = 'pure';

/** What it can decide it mostly decides much sooner; all patterns together are to take about a minute. */
const LIMIT_MS = 200;

export type Verdict = 'safe' | 'flagged' | 'undecided';

/**
 * Sticky patterns are tried anywhere, as they are by their callers. Long bounded runs are often left undecided: there
 * the doubling test alone holds.
 */
export function recheck({ source, flags }: Pick<Pattern, 'source' | 'flags'>): {
  verdict: Verdict;
  why: string;
} {
  const diagnostics: Diagnostics = checkSync(source, flags.replace(/[gy]/g, ''), { timeout: LIMIT_MS });
  if (diagnostics.status === 'safe') return { verdict: 'safe', why: '' };
  if (diagnostics.status === 'unknown') return { verdict: 'undecided', why: diagnostics.error.kind };
  const { complexity, attack } = diagnostics;
  return { verdict: 'flagged', why: `${complexity.summary}: ${attack.pattern.slice(0, 120)}` };
}
