/** The piece of a whole at which a cursor reads on. */

import { CALL_LIMIT_MS, withLimit } from '../../results/index.ts';
import type { InvocationRef } from '../../run-command/index.ts';
import type { OutputUnit } from './parts.ts';
import { textOfPiece } from './plugin.ts';
import { outOfTime } from './wholes.ts';

type At = { readonly piece: number; readonly offset: number };

/**
 * The units with the piece at `place` in place of the first one, and where in it reading goes on: behind the end of a
 * piece that is the beginning of the next. Throws one of our errors; the same cursor then works again.
 */
export async function unitsAt(
  units: readonly OutputUnit[],
  place: { readonly text: number; readonly piece?: number; readonly offset: number },
  ref: InvocationRef,
  signal: AbortSignal,
): Promise<
  At & { readonly units: readonly OutputUnit[]; readonly replaced: boolean; readonly withheld: number }
> {
  let { piece = 0, offset } = place;
  let text = units[place.text]?.text;
  let replaced = false;
  let withheld = 0;
  const { whole, stream } = text ?? {};
  if (text === undefined || whole === undefined || stream === undefined) {
    return { units, piece: 0, offset, replaced, withheld };
  }
  const patience = withLimit(signal, CALL_LIMIT_MS);
  while (text.whole?.piece !== piece || (text.whole.more && offset >= text.text.length)) {
    if (text.whole?.piece === piece) [piece, offset] = [piece + 1, 0];
    const read = await whole.output.read(piece, patience).catch((error: unknown) => {
      signal.throwIfAborted();
      throw patience.aborted ? outOfTime(ref, whole.output.store) : error;
    });
    text = textOfPiece(stream, whole.output, piece, read);
    replaced = read.replaced;
    if (read.withheld) withheld += 1;
  }
  const unit = { ...(units[place.text] as OutputUnit), text };
  return {
    units: units.with(place.text, unit),
    piece,
    offset,
    replaced,
    withheld,
  };
}
