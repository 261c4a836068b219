/** One event as an answer shows it. */

import { clip, costOf, isoSeconds } from '../../answer/index.ts';
import { type FoundEvent, headOf } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import type { EventLines } from './lines.ts';
import type { Match } from './schema.ts';

/** At most so many of its lines, in at most so many tokens; the first one is cut where it alone takes more. */
export type MatchRoom = { readonly lines: number; readonly tokens: number };

/** `cursorTo` is where its lines go on. */
export function matchOf(
  event: FoundEvent,
  lines: EventLines | undefined,
  { lines: most, tokens }: MatchRoom,
  sanitizer: Sanitizer,
  cursorTo: (line: number) => string,
): Match {
  const head = {
    at: isoSeconds(event.atMs),
    command_id: event.commandId,
    instance_id: event.instanceId,
    // Whoever wrote the document named it.
    plugin: clip(sanitizer.line(headOf(event.step, 200)).text, 30),
    stream: event.stream,
  };
  if (lines === undefined || lines.hits.length === 0) return head;
  let shown = Math.min(most, lines.hits.length);
  while (shown > 1 && sizeOf(textOf(lines, shown)) > tokens) shown -= 1;
  const next = lines.matching[shown];
  return {
    ...head,
    text: clip(textOf(lines, shown), tokens),
    ...(next !== undefined && { more: { lines: lines.matching.length - shown, cursor: cursorTo(next) } }),
  };
}

function textOf({ hits }: EventLines, shown: number): string {
  const parts = hits
    .slice(0, shown)
    .map(({ gap, lines }, at) => `${gap && at > 0 && lines.length > 1 ? '--\n' : ''}${lines.join('\n')}`);
  return parts.join('\n');
}

/** In the form that takes more: every line's end is two characters in JSON. */
function sizeOf(text: string): number {
  const { text: plain, json } = costOf({ text, json: JSON.stringify(text) });
  return Math.max(plain, json);
}
