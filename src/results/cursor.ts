/** A cursor is the id of a stored result and a place in it, so it works on its own and costs nothing to hand out. */

import { InvalidInputError } from '../run-command/index.ts';

/** Where in a result an answer goes on. */
export type Place =
  /** In the list of all rows. */
  | { readonly kind: 'rows'; readonly offset: number }
  /** In the rows of one group, counted from 1; `folded` where groups with a common cause were joined. */
  | { readonly kind: 'group'; readonly group: number; readonly folded: boolean; readonly offset: number }
  /** In one text, counted from 0; of a whole in one of its pieces, the first unless given. The offset is in characters. */
  | { readonly kind: 'output'; readonly text: number; readonly piece?: number; readonly offset: number }
  /** Where looking for a pattern goes on, by its number in the result. */
  | { readonly kind: 'match'; readonly stop: number }
  /** Behind all that was read: AWS is read on from there. */
  | { readonly kind: 'resume' };

export const ID_LENGTH = 7;
/** Without letters and digits that are easily taken for one another. */
export const ID_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** "k3f9x2m-12", "k3f9x2m-g3.0", "k3f9x2m-f3.0", "k3f9x2m-o1.2r5", "k3f9x2m-o1.3.2r5", "k3f9x2m-m.2",
 * "k3f9x2m+"; numbers in base 36. */
export function formatCursor(id: string, place: Place): string {
  if (place.kind === 'resume') return `${id}+`;
  if (place.kind === 'match') return `${id}-m.${place.stop.toString(36)}`;
  const offset = place.offset.toString(36);
  switch (place.kind) {
    case 'rows':
      return `${id}-${offset}`;
    case 'group':
      return `${id}-${place.folded ? 'f' : 'g'}${place.group.toString(36)}.${offset}`;
    case 'output':
      return `${id}-o${place.text.toString(36)}.${place.piece ? `${place.piece.toString(36)}.` : ''}${offset}`;
  }
}

const RESUME_CURSOR = new RegExp(`^([${ID_ALPHABET}]{${ID_LENGTH}})\\+$`);
const CURSOR = new RegExp(
  `^([${ID_ALPHABET}]{${ID_LENGTH}})-(?:([gfo])([0-9a-z]{1,4})\\.(?:([0-9a-z]{1,4})\\.)?)?([0-9a-z]{1,6})$`,
);
const MATCH_CURSOR = new RegExp(`^([${ID_ALPHABET}]{${ID_LENGTH}})-m\\.([0-9a-z]{1,4})$`);

/** Throws `InvalidInputError` for a text that never was a cursor. */
export function parseCursor(cursor: string): { readonly id: string; readonly place: Place } {
  const resumed = RESUME_CURSOR.exec(cursor)?.[1];
  if (resumed !== undefined) return { id: resumed, place: { kind: 'resume' } };
  const [, matched, stop = ''] = MATCH_CURSOR.exec(cursor) ?? [];
  if (matched !== undefined)
    return { id: matched, place: { kind: 'match', stop: Number.parseInt(stop, 36) } };
  const [, id, letter, number = '', piece, digits] = CURSOR.exec(cursor) ?? [];
  if (id === undefined || digits === undefined) throw notACursor();
  const offset = Number.parseInt(digits, 36);
  const which = Number.parseInt(number, 36);
  if (letter === undefined) return { id, place: { kind: 'rows', offset } };
  return letter === 'o'
    ? {
        id,
        place: { kind: 'output', text: which, ...(piece && { piece: Number.parseInt(piece, 36) }), offset },
      }
    : { id, place: { kind: 'group', group: which, folded: letter === 'f', offset } };
}

/** For a cursor that this server cannot have given: of another form, or to a place that its result does not have. */
export function notACursor(): InvalidInputError {
  return new InvalidInputError(
    'cursor is not one that this server gave.',
    'Copy next_cursor, or the cursor of a group, exactly as a result shows it; or leave cursor out to start again.',
  );
}
