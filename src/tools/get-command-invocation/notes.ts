/** What one invocation has to say beside its figures: what is missing, why, and when to ask again. */

import { explainError, formatInteger, formatSeconds, summarizeError } from '../../answer/index.ts';
import type { ReadInvocation } from '../../results/index.ts';
import { classOf, KEPT_BYTES } from '../../run-command/index.ts';
import { secondsSince } from '../figures.ts';
import { redactedNote, secondsToWait, withheldNote } from '../notes.ts';
import type { SanitizedInvocation } from './invocation.ts';
import type { Search } from './match-search.ts';
import type { Wholes } from './wholes.ts';

/** `nowMs` is what the age of an unfinished invocation counts up to. */
export function detailNotes(
  invocation: SanitizedInvocation,
  { faults, listFault }: Pick<ReadInvocation, 'faults' | 'listFault'>,
  wholes: Wholes,
  nowMs: number,
): string[] {
  return [
    ...unfinishedNote(invocation, nowMs),
    ...listFaultNote(listFault),
    ...faultNotes(invocation, faults),
    ...cutNotes(invocation, wholes),
    ...(invocation.replaced ? [REPLACED_NOTE] : []),
    ...(invocation.withheld > 0 ? [withheldNote(invocation.withheld)] : []),
    ...(invocation.redactions > 0 ? [redactedNote(invocation.redactions)] : []),
  ];
}

/** Of looking for a pattern: why it stopped, and what it passed over. */
export function searchNotes({ fault, withheld }: Search): string[] {
  return [
    ...(fault === undefined ? [] : [`Reading stopped here; the cursor goes on. ${explainError(fault)}`]),
    ...(withheld > 0 ? [withheldNote(withheld)] : []),
  ];
}

function unfinishedNote({ status, requestedAtMs, plugins }: SanitizedInvocation, nowMs: number): string[] {
  if (classOf(status) !== 'unfinished') return [];
  const ageSeconds = requestedAtMs === undefined ? 0 : secondsSince(requestedAtMs, nowMs);
  const streaming = plugins.some(({ locations }) => locations.some(({ logs }) => logs !== undefined));
  const read = plugins.some(({ texts }) => texts.some(({ whole }) => whole !== undefined));
  return [
    `Not finished, ${formatSeconds(ageSeconds)} after the request. SSM gives out a plugin's output only when it has ended${
      read
        ? '; shown is what CloudWatch Logs has by now'
        : streaming
          ? '; CloudWatch Logs may have some before'
          : ''
    }. Ask again in ${formatSeconds(secondsToWait(ageSeconds))}.`,
  ];
}

function listFaultNote(fault: unknown): string[] {
  if (fault === undefined) return [];
  return [
    `ListCommandInvocations could not be read (${summarizeError(fault)}): the node's name, other plugins and the agent's own messages are not shown.`,
  ];
}

function faultNotes({ plugins }: SanitizedInvocation, faults: ReadonlyMap<string, unknown>): string[] {
  const [why] = new Set([...faults.values()].map(summarizeError));
  if (why === undefined) return [];
  const which = faults.size === plugins.length ? 'any plugin' : [...faults.keys()].join(', ');
  return [
    `GetCommandInvocation could not be read for ${which} (${why}). Shown instead is what ListCommandInvocations has: stdout and stderr in one, ${formatInteger(KEPT_BYTES.output)} bytes at most.`,
  ];
}

/** Of a piece of a whole that is read on. */
export function pieceNotes(replaced: boolean, withheld: number): string[] {
  return [...(replaced ? [REPLACED_NOTE] : []), ...(withheld > 0 ? [withheldNote(withheld)] : [])];
}

const REPLACED_NOTE =
  'Some bytes are no text in UTF-8 (a console of another code page, or no text at all): U+FFFD stands for each.';

function cutNotes({ plugins }: SanitizedInvocation, { faults, off }: Wholes): string[] {
  const cuts = plugins.flatMap((plugin) =>
    plugin.texts
      .filter(({ cutBySsm }) => cutBySsm)
      .map(({ stream }) => ({ plugin, what: `${formatInteger(KEPT_BYTES[stream])} bytes of ${stream}` })),
  );
  const reasons = [...new Set(faults.map(({ fault }) => explainError(fault)))];
  if (cuts.length === 0) return reasons.map((reason) => `More of the output could not be read: ${reason}`);
  const stored = [...new Set(cuts.map(({ what }) => what))].join(' and ');
  const elsewhere = cuts.every(({ plugin }) => plugin.locations.some(({ onlyHere }) => onlyHere));
  const unread = off
    ? 'This server was started with --no-full-output, so it is not read.'
    : 'With plugin_name the whole of one plugin is read.';
  return [
    `SSM itself kept only the first ${stored}; ${
      elsewhere
        ? `full_output says where the whole lies. ${reasons.length > 0 ? `It could not be read: ${reasons.join(' ')}` : unread}`
        : `the command sent nothing to S3 or CloudWatch Logs, so the rest is on the node at most: the agent keeps 14 days under its directory <instance id>/document/orchestration/<command id>.`
    }`,
  ];
}
