/** What one invocation has to say beside its figures: what is missing, why, and when to ask again. */

import type { InvocationAccount, ReadInvocation } from './invocation-account.ts';
import { maskedNote } from './notes.ts';
import { brieflyWhy } from './problem.ts';
import { KEPT_BYTES } from './ssm-cuts.ts';
import { classOf } from './statuses.ts';
import { grouped } from './words.ts';

/** `nowMs` tells how long an unfinished invocation has been under way. */
export function detailNotes(
  account: InvocationAccount,
  { faults, listFault }: Pick<ReadInvocation, 'faults' | 'listFault'>,
  nowMs: number,
): string[] {
  return [
    ...unfinishedNote(account, nowMs),
    ...listFaultNote(listFault),
    ...faultNotes(account, faults),
    ...cutNotes(account),
    ...(account.masked > 0 ? [maskedNote(account.masked)] : []),
  ];
}

function unfinishedNote({ status, requestedAtMs, steps }: InvocationAccount, nowMs: number): string[] {
  if (classOf(status) !== 'unfinished') return [];
  const ageSeconds =
    requestedAtMs === undefined ? 0 : Math.max(0, Math.round((nowMs - requestedAtMs) / 1000));
  const streaming = steps.some(({ locations }) => locations.some(({ logs }) => logs !== undefined));
  return [
    `Not finished, ${grouped(ageSeconds)} s after the request. SSM gives out a step's output only when it has ended${
      streaming ? '; CloudWatch Logs may have some before' : ''
    }. Ask again in ${secondsToWait(ageSeconds)} s.`,
  ];
}

/** What runs long already is asked about less often; five seconds is the least between two questions to AWS. */
function secondsToWait(ageSeconds: number): number {
  if (ageSeconds < 60) return 10;
  return ageSeconds < 600 ? 30 : 60;
}

function listFaultNote(fault: unknown): string[] {
  if (fault === undefined) return [];
  return [
    `ListCommandInvocations could not be read (${brieflyWhy(fault)}): the node's name, other steps and the agent's own messages are not shown.`,
  ];
}

function faultNotes({ steps }: InvocationAccount, faults: ReadonlyMap<string, unknown>): string[] {
  const [why] = new Set([...faults.values()].map(brieflyWhy));
  if (why === undefined) return [];
  const which = faults.size === steps.length ? 'any step' : [...faults.keys()].join(', ');
  return [
    `GetCommandInvocation could not be read for ${which} (${why}). Shown instead is what ListCommandInvocations has: stdout and stderr in one, ${grouped(KEPT_BYTES.output)} bytes at most.`,
  ];
}

function cutNotes({ steps, ref }: InvocationAccount): string[] {
  const cuts = steps.flatMap((step) =>
    step.texts
      .filter(({ cutBySsm }) => cutBySsm)
      .map(({ stream }) => ({ step, what: `${grouped(KEPT_BYTES[stream])} bytes of ${stream}` })),
  );
  if (cuts.length === 0) return [];
  const kept = [...new Set(cuts.map(({ what }) => what))].join(' and ');
  const elsewhere = cuts.every(({ step }) => step.locations.some(({ onlyHere }) => onlyHere));
  return [
    `SSM itself kept only the first ${kept}; ${
      elsewhere
        ? 'full_output says where the whole lies (reading it takes permissions of its own).'
        : `the command sent nothing to S3 or CloudWatch Logs, so the rest is on the node at most: the agent keeps 14 days under its directory ${ref.instanceId}/document/orchestration/${ref.commandId}.`
    }`,
  ];
}
