/**
 * One invocation as it may be told: what two calls of the API brought, joined, cleaned and masked. Cuts are
 * made later and only in these texts, so that no cut can let half of a secret through.
 */

import { type Invocation, type InvocationRef, type StepStreams, statusOf } from '../domain.ts';
import { decidingStep, isSkipped, ranSteps } from './causes/deciding-step.ts';
import { createGrouper, messageOf } from './causes/grouping.ts';
import { hintFor } from './causes/hints.ts';
import type { Redacted, Redactor } from './redaction.ts';
import { safeLine } from './safe-line.ts';
import type { StreamName } from './ssm-cuts.ts';
import { classOf } from './statuses.ts';
import { type AccountStep, accountStep } from './step-account.ts';
import { cleanLine, cleanText } from './untrusted-text.ts';

/** What was read, as the service sent it. */
export type ReadInvocation = {
  readonly invocation: Invocation;
  /** By the step's name. */
  readonly streams: ReadonlyMap<string, StepStreams>;
  /** Why a step's streams could not be read, by its name. */
  readonly faults: ReadonlyMap<string, unknown>;
  /** Why the list could not be read, so that no more is known than GetCommandInvocation tells. */
  readonly listFault?: unknown;
};

export type InvocationAccount = {
  readonly ref: InvocationRef;
  readonly instanceName: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly comment: string;
  readonly requestedAtMs?: number;
  readonly status: string;
  readonly traceOutput: string;
  readonly serviceRole: string;
  readonly notificationArn: string;
  readonly cause?: string;
  readonly hint?: string;
  readonly steps: readonly AccountStep[];
  /** The place in `steps` of the one that tells why the invocation stands where it stands. */
  readonly deciding: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** Secrets masked. */
  readonly masked: number;
};

/** `only` names the step that was asked for; a skipped one is then told like any other. */
export function accountOf(
  ref: InvocationRef,
  read: ReadInvocation,
  redactor: Redactor,
  only?: string,
): InvocationAccount {
  const { invocation, streams } = read;
  let masked = 0;
  const counted = (redacted: Redacted): string => {
    masked += redacted.count;
    return redacted.text;
  };
  const mask = (text: string) => counted(redactor.redact(text));
  const line = (text: string) => (text === '' ? '' : counted(safeLine(text, redactor)));

  const told = invocation.steps.filter((step) =>
    only === undefined ? !isSkipped(step) : step.name === only,
  );
  const skipped = only === undefined ? invocation.steps.filter(isSkipped) : [];
  const decider = decidingStep(ranSteps({ ...invocation, steps: told }));
  const deciding = decider === undefined ? 0 : told.indexOf(decider);
  const steps = told.map((step) => accountStep(step, invocation, streams.get(step.name), { mask, line }));
  return {
    ref,
    instanceName: line(invocation.instanceName),
    documentName: line(invocation.documentName),
    documentVersion: line(invocation.documentVersion),
    comment: line(invocation.comment),
    ...(invocation.requestedAtMs !== undefined && { requestedAtMs: invocation.requestedAtMs }),
    status: cleanLine(statusOf(invocation)),
    traceOutput: invocation.traceOutput === '' ? '' : mask(cleanText(invocation.traceOutput)),
    serviceRole: line(invocation.serviceRole),
    notificationArn: line(invocation.notificationArn),
    ...reasonOf(invocation, steps[deciding]),
    steps,
    deciding,
    skipped: skipped.map((step) => ({ name: line(step.name), why: whySkipped(step.output) })),
    masked,
  };
}

/** In the words the list groups nodes by, so that a cause reads the same there and here. */
function reasonOf(invocation: Invocation, step: AccountStep | undefined): { cause?: string; hint?: string } {
  const status = cleanLine(statusOf(invocation));
  const grouper = createGrouper();
  const outcome = {
    status,
    step: step?.name,
    responseCode: step?.responseCode,
    output: step ? textToJudge(step) : '',
  };
  grouper.add(outcome, messageOf(outcome), 0);
  const [group] = grouper.groups();
  const cause = classOf(status) === 'notSucceeded' ? group?.cause : undefined;
  const hint = hintFor({
    status,
    ...(step && { step: step.name, started: step.startedAtMs !== undefined }),
    ...(step?.responseCode !== undefined && { responseCode: step.responseCode }),
    document: cleanLine(invocation.documentName),
    ...(cause !== undefined && { cause }),
    ...(group?.hides && { hides: group.hides }),
  });
  return { ...(cause !== undefined && { cause }), ...(hint !== undefined && { hint }) };
}

/** Reasons stand at the end of what was said; the judge of causes reads so much of either stream. */
const JUDGED_CHARACTERS = 4_000;

function textToJudge({ texts }: AccountStep): string {
  const textOf = (stream: StreamName) => texts.find((text) => text.stream === stream)?.text ?? '';
  const ownWords = textOf('output');
  if (ownWords !== '') return ownWords;
  const [stdout, stderr] = [textOf('stdout'), textOf('stderr')].map((text) => text.slice(-JUDGED_CHARACTERS));
  return stderr ? `${stdout}\n----------ERROR-------\n${stderr}` : (stdout ?? '');
}

/** The agent's three reasons, of which it gives one as a sentence of its own. */
function whySkipped(output: string): string {
  if (output.includes('unsatisfied preconditions')) return 'precondition not met';
  return output.includes('unsupported plugin')
    ? 'plugin not supported'
    : 'an earlier step ended the document';
}
