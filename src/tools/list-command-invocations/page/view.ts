/** What a cursor pages: all rows of a result, or those of one of its groups. */

import { notACursor, type Place } from '../../../results/index.ts';
import type { Grouping } from '../groups/ranking.ts';
import type { Count } from '../read/count.ts';
import type { Row } from '../read/row.ts';

/** A place among rows: all other kinds of cursor are not about them. */
export type RowPlace = Extract<Place, { kind: 'rows' | 'group' }>;

/** Throws `InvalidInputError` for a place that the result does not have. Behind the last of all rows is one: reading goes on there. */
export function rowsAt(count: Count, place: RowPlace): readonly Row[] {
  const rows = place.kind === 'rows' ? count.rows : rowsOfGroup(count, place);
  if (place.offset > rows.length || (place.kind === 'group' && place.offset === rows.length))
    throw notACursor();
  return rows;
}

type GroupPlace = Extract<Place, { kind: 'group' }>;

function rowsOfGroup(count: Count, place: GroupPlace): readonly Row[] {
  // Rows of no group have the number 0.
  if (place.group === 0) return [];
  const { groupOf } = groupingAt(count, place);
  return count.rows.filter((row) => groupOf[row.member] === place.group);
}

/** The grouping whose numbers a group's cursor speaks of. */
export function groupingAt(count: Count, { folded }: GroupPlace): Grouping {
  return folded ? count.folded : count.fine;
}
