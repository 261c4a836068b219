import { shortenMessage } from '../../src/causes/find/excerpt.ts';
import { createGrouper, finish, messageOf } from '../../src/causes/index.ts';
import { messageKey } from '../../src/causes/key/message-key.ts';
import { parseRows } from './scores.ts';

type Labels = {
  readonly right_line?: string;
  readonly right_also?: readonly string[];
  readonly right_cause?: string;
  readonly hides?: boolean;
  /** Parts of which the quoted line must hold one. */
  readonly quote?: readonly string[];
};

export type Miss = { readonly cause: string; readonly quoted: string; readonly right: readonly string[] };

export type LineScores = {
  readonly rows: number;
  readonly causes: number;
  /** Share of labelled failures whose group quotes a right line. */
  readonly right_rows: number;
  /** Share of labelled causes of which more than half of the rows are right. */
  readonly right_causes: number;
  /** Share of hidden failures that are noted as errors, and noted with a right line. */
  readonly hidden_found?: number;
  readonly hidden_right?: number;
  /** Share of honest successes that are noted as errors. */
  readonly honest_accused?: number;
  readonly misses: readonly Miss[];
};

export function lineScores(text: string): LineScores {
  const rows = withIds(text);
  const outcomes = parseRows(rows.map((row) => JSON.stringify(row)).join('\n'));
  const labels = rows.map((row): Labels => row);
  const grouper = createGrouper();
  for (const [index, { outcome }] of outcomes.entries()) grouper.add(outcome, messageOf(outcome), index);
  const misses: Miss[] = [];
  const byCause = new Map<string, boolean[]>();
  const hidden: { found: boolean; right: boolean }[] = [];
  const honest: boolean[] = [];
  for (const { cause: groupCause = '', hides, members } of finish(grouper.groups())) {
    for (const member of members) {
      const { cause = '', outcome } = outcomes[member] ?? {};
      const label = labels[member] ?? {};
      const right = [label.right_line ?? label.right_cause ?? '', ...(label.right_also ?? [])];
      const isSuccess = outcome?.status === 'Success';
      const accused = hides?.isError === true;
      const quoted = isSuccess ? (accused ? hides.line : '') : groupCause;
      const isRight =
        label.quote?.some((part) => quoted.includes(part)) ?? right.some((line) => isSameLine(quoted, line));
      if (!isSuccess && label.right_line === undefined && label.right_cause === undefined && !label.quote)
        continue;
      if (!isSuccess) byCause.set(cause, [...(byCause.get(cause) ?? []), isRight]);
      else if (label.hides === true) hidden.push({ found: accused, right: isRight });
      else honest.push(accused);
      if (isSuccess && label.hides !== true ? accused : !isRight) misses.push({ cause, quoted, right });
    }
  }
  const all = [...byCause.values()];
  return {
    rows: rows.length,
    causes: byCause.size,
    right_rows: share(all.flat(), Boolean),
    right_causes: share(all, (judged) => judged.filter(Boolean).length > judged.length / 2),
    ...(hidden.length > 0 && {
      hidden_found: share(hidden, ({ found }) => found),
      hidden_right: share(hidden, ({ right }) => right),
    }),
    ...(honest.length > 0 && { honest_accused: share(honest, Boolean) }),
    misses,
  };
}

/** Rows without a label of their cause are causes of their own. */
function withIds(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index): Record<string, unknown> => ({ cause: `row ${index + 1}`, ...JSON.parse(line) }));
}

/** Two lines that have this share of the shorter in common, in one piece, are cut or joined differently at most. */
const MIN_SHARE = 0.6;
const MIN_COMMON = 15;

/** The same line once normalized, or one that holds most of the other. */
export function isSameLine(quoted: string, right: string): boolean {
  if (right.trim() === '') return quoted === '';
  const one = comparable(quoted);
  const other = comparable(shortenMessage(right));
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (shorter < MIN_COMMON) return shorter > 3 && (one.includes(other) || other.includes(one));
  return longestCommon(one, comparable(right)) >= Math.max(MIN_COMMON, MIN_SHARE * shorter);
}

/** Characters of the longest text that both hold. */
function longestCommon(one: string, other: string): number {
  let best = 0;
  let row = new Array<number>(other.length + 1).fill(0);
  for (const letter of one) {
    const next = new Array<number>(other.length + 1).fill(0);
    for (let at = 1; at <= other.length; at++) {
      if (other.charAt(at - 1) !== letter) continue;
      next[at] = (row[at - 1] ?? 0) + 1;
      best = Math.max(best, next[at] ?? 0);
    }
    row = next;
  }
  return best;
}

function comparable(line: string): string {
  return messageKey(line).toLowerCase().replace(/\s+/g, ' ').trim();
}

function share<T>(list: readonly T[], test: (one: T) => boolean): number {
  if (list.length === 0) return 0;
  return Math.round((list.filter(test).length / list.length) * 1000) / 1000;
}
