import { headOf } from '../../run-command/index.ts';
import { MAX_EXCERPT, shortenMessage } from '../find/excerpt.ts';
import { isInstruction } from '../find/vocabulary/notices.ts';
import { withGaps } from '../key/words.ts';
import type { CauseGroup } from '../outcome.ts';
import type { Work } from '../work.ts';
import { mergeColumns } from './columns.ts';
import { type Entry, inOrder, joinCut } from './entries.ts';
import { mergeSuccessOutputs, type SuccessGroup, textOf } from './success-outputs.ts';
import { OF_FAILURES } from './thresholds.ts';

/** Outcomes of one status, plugin and response code: only these may share a group. */
export type Bucket = {
  readonly status: string;
  readonly plugin: string | undefined;
  readonly responseCode: number | undefined;
};

/** Joins a bucket's messages where they differ in volatile parts only, and describes each group. */
export function* describeGroups(bucket: Bucket, all: readonly Entry[]): Work<CauseGroup[]> {
  const succeeded = bucket.status === 'Success';
  const entries = joinCut(all);
  const merged: SuccessGroup[] = succeeded
    ? yield* mergeSuccessOutputs(entries)
    : yield* mergeColumns(entries, OF_FAILURES);
  const groups: CauseGroup[] = [];
  for (const { templates, key, varying, label, distribution } of merged) {
    const typical = templates.reduce((most, entry) => (entry.nodes > most.nodes ? entry : most));
    const alike = templates.length === 1 && typical.alike;
    // On success the text is the answer: one node's must not read as if all had given it.
    // A JSON answer is described by what sets it apart, where there is another.
    const text =
      alike && (merged.length === 1 || !typical.isJson)
        ? typical.message
        : (label ?? withGaps(textOf(key), varying));
    const isQuotable = !isInstruction(text.toLowerCase());
    const answer = isQuotable ? shortenMessage(text) : '';
    const cause = succeeded ? answer : typical.message;
    // What speaks to an assistant is left to the excerpt, which is fenced.
    const excerpt = succeeded && !isQuotable ? headOf(text, MAX_EXCERPT) : typical.excerpt;
    const cut = templates.reduce((sum, entry) => sum + entry.cutOutputs, 0);
    const hides = templates.find((entry) => entry.hides)?.hides;
    groups.push({
      status: bucket.status,
      ...(bucket.plugin !== undefined && { plugin: bucket.plugin }),
      ...(bucket.responseCode !== undefined && { responseCode: bucket.responseCode }),
      ...(cause !== '' && { cause }),
      ...(excerpt !== '' && { excerpt }),
      members: inOrder(templates.flatMap((entry) => entry.members)),
      key,
      bucket: [bucket.status, bucket.plugin, bucket.responseCode].join('\n'),
      ...(cut > 0 && { cut }),
      ...(distribution && { distribution }),
      ...(hides && { hides }),
    });
    yield;
  }
  return groups;
}
