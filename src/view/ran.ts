/** When nodes ran, as columns of how many were at work in steps of time, and how long they took. */

import type { InvocationList } from './answers.ts';
import { type Child, el, sized } from './elements.ts';
import { clock, duration, integer, plural } from './figures.ts';
import { measures } from './measures.ts';

type Summary = InvocationList['summary'];

const PARTS = [
  ['not_succeeded', 'failed', 'did not succeed'],
  ['unfinished', 'open', 'not finished'],
  ['succeeded', 'ok', 'succeeded'],
] as const;

export function ranChart({ ran }: Summary): Child {
  if (ran === undefined) return false;
  const { step_seconds: step, nodes } = ran;
  const from = Date.parse(ran.from);
  const steps = Math.max(...PARTS.map(([part]) => ran[part]?.length ?? 0));
  const at = (part: (typeof PARTS)[number][0], index: number) => ran[part]?.[index] ?? 0;
  const sumAt = (index: number) => PARTS.reduce((sum, [part]) => sum + at(part, index), 0);
  const most = Math.max(...Array.from({ length: steps }, (_, index) => sumAt(index)));
  const clockAt = (index: number) => clock(from + index * step * 1_000);
  const words = `${plural(nodes, 'node')} ran from ${clockAt(0)} UTC, at most ${integer(most)} at work in ${duration(step)}.`;
  return el(
    'figure',
    {},
    el(
      'div',
      { class: 'columns', role: 'img', 'aria-label': words },
      Array.from({ length: steps }, (_, index) => {
        const there = PARTS.filter(([part]) => at(part, index) > 0);
        const counts = there.map(([part, , name]) => `${integer(at(part, index))} ${name}`).join(', ');
        return el(
          'div',
          { class: 'column', title: `${clockAt(index)}: ${counts || 'none at work'}` },
          there.map(([part, tone]) =>
            sized(el('span', { class: tone }), 'height', `max(2px, ${(100 * at(part, index)) / most}%)`),
          ),
        );
      }),
    ),
    el('div', { class: 'axis faint' }, el('span', {}, clockAt(0)), el('span', {}, `${clockAt(steps)} UTC`)),
    el('figcaption', {}, words),
  );
}

/** How long ended invocations took: the median, what 95% took at most, and the longest. */
export function durations({ duration_seconds: took }: Summary): Child {
  if (took === undefined) return false;
  const { median, p95, max } = took;
  return measures([
    median !== undefined && { name: 'half', share: median / max, words: `up to ${duration(median)}` },
    p95 !== undefined && { name: '95%', share: p95 / max, words: `up to ${duration(p95)}` },
    { name: median === undefined ? 'each' : 'longest', share: 1, words: duration(max) },
  ]);
}
