/** The piece of a whole at which a cursor reads on. */

import { REPLACED_NOTE } from './notes.ts';
import type { OutputUnit } from './parts.ts';
import { textOfPiece } from './plugin.ts';

type At = { readonly piece: number; readonly offset: number };

/**
 * The units with the piece at `place` in place of the first one, and where in it reading goes on: behind the end of a
 * piece that is the beginning of the next. Throws one of our errors; the same cursor then works again.
 */
export async function unitsAt(
  units: readonly OutputUnit[],
  place: At & { readonly text: number },
  signal: AbortSignal,
): Promise<At & { readonly units: readonly OutputUnit[]; readonly notes: readonly string[] }> {
  let { piece, offset } = place;
  let text = units[place.text]?.text;
  let replaced = false;
  const { whole, stream } = text ?? {};
  if (text === undefined || whole === undefined || stream === undefined) {
    return { units, piece: 0, offset, notes: [] };
  }
  while (text.whole?.piece !== piece || (text.whole.more && offset >= text.text.length)) {
    if (text.whole?.piece === piece) [piece, offset] = [piece + 1, 0];
    const read = await whole.output.read(piece, signal);
    text = textOfPiece(stream, whole.output, piece, read);
    replaced = read.replaced;
  }
  const unit = { ...(units[place.text] as OutputUnit), text };
  return {
    units: units.with(place.text, unit),
    piece,
    offset,
    notes: replaced ? [REPLACED_NOTE] : [],
  };
}
