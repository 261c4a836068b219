/** Whether AWS told the same again: then the earlier count, and whatever was made of it, still stands. */

import type { Ending } from '../../causes/grouper.ts';
import type { CommandHead, Row } from './row.ts';

/** All that a count is made of, for one invocation. */
export type Told = {
  readonly row: Row;
  /** Undefined where nobody looked why. */
  readonly ending: Ending | undefined;
  /** The id that the output reader gave what it read. */
  readonly output: number | undefined;
};

export function isUnchanged(now: readonly Told[], before: readonly Told[]): boolean {
  return now.length === before.length && now.every((told, index) => isSame(told, before[index]));
}

// Records, so that a member added later cannot be forgotten here.
const ofRow = fieldsOf<Omit<Row, 'command'>>({
  member: true,
  instanceId: true,
  instanceName: true,
  status: true,
  responseCode: true,
  durationSeconds: true,
  requestedAtMs: true,
});
const ofHead = fieldsOf<CommandHead>({ commandId: true, documentName: true, comment: true });
const ofEnding = fieldsOf<Ending>({ status: true, plugin: true, responseCode: true });

function fieldsOf<Item>(fields: Record<keyof Item, true>): (keyof Item)[] {
  return Object.keys(fields) as (keyof Item)[];
}

function isSame({ row, ending, output }: Told, other: Told | undefined): boolean {
  return (
    output === other?.output &&
    ofRow.every((field) => row[field] === other?.row[field]) &&
    ofHead.every((field) => row.command[field] === other?.row.command[field]) &&
    ofEnding.every((field) => ending?.[field] === other?.ending?.[field])
  );
}
