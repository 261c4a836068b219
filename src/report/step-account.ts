/** One step as it may be told: its texts from two calls joined, cleaned and masked, and where they lie whole. */

import { type Invocation, type Step, type StepStreams, statusOf } from '../domain.ts';
import { logLocationOf, type OutputLocation, s3LocationOf } from './output-locations.ts';
import { isCutBySsm, type StreamName, saysMore } from './ssm-cuts.ts';
import { classOf } from './statuses.ts';
import { cleanLine, cleanText } from './untrusted-text.ts';

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

/** Takes the secrets out: of clean text, or of any text and then puts it on one line. */
type Safe = { readonly mask: (text: string) => string; readonly line: (text: string) => string };

export function accountStep(
  step: Step,
  invocation: Invocation,
  apart: StepStreams | undefined,
  safe: Safe,
): AccountStep {
  const raw = rawTexts(step, apart);
  const texts = raw.map(({ stream, text }) => ({
    stream,
    text: safe.mask(cleanText(text)),
    cutBySsm: isCutBySsm(stream, text),
  }));
  const startedAtMs = step.startedAtMs ?? timeOf(apart?.executionStartAt);
  const finishedAtMs = step.finishedAtMs ?? timeOf(apart?.executionEndAt);
  const responseCode = step.responseCode ?? apart?.responseCode;
  return {
    name: safe.line(step.name),
    status: cleanLine(statusOf(step)),
    ...(responseCode !== undefined && { responseCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
    texts: texts.filter(({ text }) => text !== ''),
    locations: locationsOf(step, invocation, apart, texts, safe),
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
  { mask, line }: Safe,
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
    // Whole, and folder by folder: what stands behind a secret would change what it looks like.
    const clean = (text: string) => line(text).split('/').map(mask).join('/');
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

function timeOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
