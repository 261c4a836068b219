/**
 * One invocation as it may be told: what two calls of the API brought, joined, cleaned and masked. Cuts are
 * made later and only in these texts, so that no cut can let half of a secret through.
 */

import { type Invocation, type InvocationRef, type Step, type StepStreams, statusOf } from '../domain.ts';
import { decidingStep, isSkipped } from './causes/deciding-step.ts';
import { createGrouper } from './causes/grouping.ts';
import { hintFor } from './causes/hints.ts';
import { logLocationOf, type OutputLocation, s3LocationOf } from './output-locations.ts';
import type { Redactor } from './redaction.ts';
import { isCutBySsm, type StreamName, saysMore } from './ssm-cuts.ts';
import { classOf } from './statuses.ts';
import { cleanLine, cleanText } from './untrusted-text.ts';

/** What was read, as the service sent it. */
export type ReadInvocation = {
  readonly invocation: Invocation;
  /** By the step's name. */
  readonly streams: ReadonlyMap<string, StepStreams>;
  /** Why a step's streams could not be read, by its name. */
  readonly faults: ReadonlyMap<string, unknown>;
};

export type StepText = { readonly stream: StreamName; readonly text: string; readonly cutBySsm: boolean };

export type AccountStep = {
  readonly name: string;
  readonly status: string;
  readonly responseCode?: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly texts: readonly StepText[];
  readonly locations: readonly AccountLocation[];
};

export type AccountLocation = OutputLocation & {
  readonly stream: 'stdout' | 'stderr';
  /** SSM itself lost a part of this stream, so that only this place holds it whole. */
  readonly onlyHere: boolean;
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
  const mask = (text: string): string => {
    const redacted = redactor.redact(text);
    masked += redacted.count;
    return redacted.text;
  };
  const line = (text: string) => (text === '' ? '' : mask(cleanLine(text)));

  const told = invocation.steps.filter((step) =>
    only === undefined ? !isSkipped(step) : step.name === only,
  );
  const skipped = only === undefined ? invocation.steps.filter(isSkipped) : [];
  const decider = decidingStep({ ...invocation, steps: told });
  const deciding = decider === undefined ? 0 : told.indexOf(decider);
  const steps = told.map((step) => accountStep(step, invocation, streams.get(step.name), mask));
  return {
    ref,
    instanceName: line(invocation.instanceName),
    documentName: line(invocation.documentName),
    documentVersion: cleanLine(invocation.documentVersion),
    comment: line(invocation.comment),
    ...(invocation.requestedAtMs !== undefined && { requestedAtMs: invocation.requestedAtMs }),
    status: cleanLine(statusOf(invocation)),
    traceOutput: invocation.traceOutput === '' ? '' : mask(cleanText(invocation.traceOutput)),
    serviceRole: cleanLine(invocation.serviceRole),
    notificationArn: cleanLine(invocation.notificationArn),
    ...reasonOf(invocation, steps[deciding]),
    steps,
    deciding,
    skipped: skipped.map((step) => ({ name: cleanLine(step.name), why: whySkipped(step.output) })),
    masked,
  };
}

function accountStep(
  step: Step,
  invocation: Invocation,
  apart: StepStreams | undefined,
  mask: (text: string) => string,
): AccountStep {
  const raw = rawTexts(step, apart);
  const texts = raw.map(({ stream, text }) => ({
    stream,
    text: mask(cleanText(text)),
    cutBySsm: isCutBySsm(stream, text),
  }));
  const startedAtMs = step.startedAtMs ?? timeOf(apart?.executionStartAt);
  const finishedAtMs = step.finishedAtMs ?? timeOf(apart?.executionEndAt);
  const responseCode = step.responseCode ?? apart?.responseCode;
  return {
    name: cleanLine(step.name),
    status: cleanLine(statusOf(step)),
    ...(responseCode !== undefined && { responseCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
    texts: texts.filter(({ text }) => text !== ''),
    locations: locationsOf(step, invocation, apart, texts, mask),
  };
}

function rawTexts(step: Step, apart: StepStreams | undefined): { stream: StreamName; text: string }[] {
  if (apart === undefined) return step.output === '' ? [] : [{ stream: 'output', text: step.output }];
  const { standardOutput, standardError } = apart;
  return [
    { stream: 'stdout' as const, text: standardOutput },
    { stream: 'stderr' as const, text: standardError },
    ...(saysMore(step.output, standardOutput, standardError)
      ? [{ stream: 'output' as const, text: step.output }]
      : []),
  ].filter(({ text }) => text !== '');
}

function locationsOf(
  step: Step,
  invocation: Invocation,
  apart: StepStreams | undefined,
  texts: readonly StepText[],
  mask: (text: string) => string,
): AccountLocation[] {
  const finished = classOf(statusOf(step)) !== 'unfinished';
  const logs = {
    enabled: invocation.cloudWatchOutputEnabled || apart?.cloudWatchOutputEnabled === true,
    group: invocation.cloudWatchLogGroupName || (apart?.cloudWatchLogGroupName ?? ''),
    documentName: invocation.documentName,
    commandId: invocation.commandId,
    instanceId: invocation.instanceId,
  };
  const url = {
    stdout: step.standardOutputUrl || (apart?.standardOutputUrl ?? ''),
    stderr: step.standardErrorUrl || (apart?.standardErrorUrl ?? ''),
  };
  return (['stdout', 'stderr'] as const).flatMap((stream) => {
    const own = texts.find((text) => text.stream === stream);
    // A URL is filled even where nothing was uploaded, and a log stream is never made for silence.
    if (finished && apart !== undefined && own === undefined) return [];
    if (step.startedAtMs === undefined && own === undefined && step.output === '') return [];
    const s3 = finished
      ? s3LocationOf(
          { url: url[stream], bucket: step.outputS3BucketName, keyPrefix: step.outputS3KeyPrefix },
          step.name,
          stream,
        )
      : undefined;
    const log = logLocationOf(logs, step.name, stream);
    if (s3 === undefined && log === undefined) return [];
    const clean = (text: string) => mask(cleanLine(text));
    return {
      stream,
      onlyHere: own?.cutBySsm ?? texts.some(({ cutBySsm }) => cutBySsm),
      ...(s3 && {
        s3: { ...(s3.url && { url: clean(s3.url) }), bucket: clean(s3.bucket), key: clean(s3.key) },
      }),
      ...(log && { logs: { group: clean(log.group), stream: clean(log.stream) } }),
    };
  });
}

/** In the words the list groups nodes by, so that a cause reads the same there and here. */
function reasonOf(invocation: Invocation, step: AccountStep | undefined): { cause?: string; hint?: string } {
  const status = cleanLine(statusOf(invocation));
  const grouper = createGrouper();
  grouper.add(
    {
      status,
      ...(step && { step: step.name }),
      ...(step?.responseCode !== undefined && { responseCode: step.responseCode }),
      output: step ? textToJudge(step) : '',
    },
    0,
  );
  const [group] = grouper.groups();
  const cause = classOf(status) === 'notSucceeded' ? group?.cause : undefined;
  const hint =
    group?.warning ??
    hintFor({
      status,
      ...(step && { step: step.name, started: step.startedAtMs !== undefined }),
      ...(step?.responseCode !== undefined && { responseCode: step.responseCode }),
      document: cleanLine(invocation.documentName),
      ...(cause !== undefined && { cause }),
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

function timeOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
