import type { CauseGroup } from './cause-group.ts';
import { mergeColumns } from './columns.ts';
import { OF_FAILURES } from './demands.ts';
import { type Entry, inOrder, joinCut } from './entries.ts';
import { quoted } from './excerpt.ts';
import { mergeSaid } from './said-merging.ts';
import { withGaps } from './words.ts';

/** Outcomes of one status, step and response code: only these may share a group. */
export type Bucket = {
  readonly status: string;
  readonly step: string | undefined;
  readonly responseCode: number | undefined;
};

/** Joins a bucket's messages where they differ in volatile parts only, and tells each group. */
export function tellGroups(bucket: Bucket, all: readonly Entry[]): CauseGroup[] {
  const succeeded = bucket.status === 'Success';
  const entries = joinCut(all);
  const merged = succeeded ? mergeSaid(entries) : mergeColumns(entries, OF_FAILURES);
  return merged.map(({ templates, key, varying }) => {
    const typical = templates.reduce((most, entry) => (entry.nodes > most.nodes ? entry : most));
    const alike = templates.length === 1 && typical.alike;
    // On success the text is the answer: one node's must not read as if all had given it.
    const said = alike ? typical.message : withGaps(textOf(key), varying);
    const cause = succeeded ? quoted(said) : typical.message;
    const hides = templates.find((entry) => entry.hides)?.hides;
    return {
      status: bucket.status,
      ...(bucket.step !== undefined && { step: bucket.step }),
      ...(bucket.responseCode !== undefined && { responseCode: bucket.responseCode }),
      ...(cause !== '' && { cause }),
      ...(typical.excerpt !== '' && { excerpt: typical.excerpt }),
      members: inOrder(templates.flatMap((entry) => entry.members)),
      key,
      bucket: [bucket.status, bucket.step, bucket.responseCode].join('\n'),
      ...(templates.some((entry) => entry.truncated) && { truncated: true }),
      ...(hides && { hides }),
    };
  });
}

/** Behind the text, a success's key says on a line of its own what it hides. */
function textOf(key: string): string {
  return key.split('\n', 1)[0] ?? '';
}
