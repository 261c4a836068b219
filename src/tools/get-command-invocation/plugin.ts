/** One plugin as it may be shown: its texts from two calls joined, sanitized, and where they lie whole. */

import {
  classOf,
  type Invocation,
  isCutBySsm,
  logLocationOf,
  type OutputLocation,
  type Plugin,
  type PluginOutput,
  type StreamName,
  s3LocationOf,
  saysMore,
  statusOf,
} from '../../run-command/index.ts';
import { type CountingSanitizer, cleanLine } from '../../sanitize/index.ts';
import { BUCKET_NAME, exitCodeOf } from '../plugin-facts.ts';

export type PluginText = { readonly stream: StreamName; readonly text: string; readonly cutBySsm: boolean };

export type SanitizedPlugin = {
  readonly name: string;
  readonly status: string;
  /** Where it ended by exit. */
  readonly responseCode?: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly texts: readonly PluginText[];
  readonly locations: readonly SanitizedLocation[];
  /** Whether the sender asked for output in S3; the bucket where its name is one. */
  readonly toS3: boolean;
  readonly s3Bucket?: string;
};

export type SanitizedLocation = OutputLocation & {
  readonly stream: 'stdout' | 'stderr';
  /** SSM itself lost a part of this stream, so that only this place holds it whole. */
  readonly onlyHere: boolean;
};

export function sanitizePlugin(
  plugin: Plugin,
  invocation: Invocation,
  apart: PluginOutput | undefined,
  safe: CountingSanitizer,
): SanitizedPlugin {
  const raw = rawTexts(plugin, apart);
  const texts = raw.map(({ stream, text }) => ({
    stream,
    text: safe.text(text),
    cutBySsm: isCutBySsm(stream, text),
  }));
  const startedAtMs = plugin.startedAtMs ?? timeOf(apart?.executionStartAt);
  const finishedAtMs = plugin.finishedAtMs ?? timeOf(apart?.executionEndAt);
  const responseCode = exitCodeOf(
    { ...plugin, startedAtMs, finishedAtMs, responseCode: plugin.responseCode ?? apart?.responseCode },
    statusOf(invocation),
  );
  const bucket = safe.path(plugin.outputS3BucketName);
  return {
    name: safe.line(plugin.name),
    status: cleanLine(statusOf(plugin)),
    ...(responseCode !== undefined && { responseCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
    texts: texts.filter(({ text }) => text !== ''),
    locations: locationsOf(plugin, invocation, apart, texts, safe),
    toS3: plugin.outputS3BucketName !== '' || plugin.standardOutputUrl !== '',
    ...(BUCKET_NAME.test(bucket) && { s3Bucket: bucket }),
  };
}

function rawTexts(plugin: Plugin, apart: PluginOutput | undefined): { stream: StreamName; text: string }[] {
  if (apart === undefined) return plugin.output === '' ? [] : [{ stream: 'output', text: plugin.output }];
  const { standardOutput, standardError } = apart;
  return [
    { stream: 'stdout' as const, text: standardOutput },
    { stream: 'stderr' as const, text: standardError },
    ...(saysMore(plugin.output, standardOutput, standardError)
      ? [{ stream: 'output' as const, text: plugin.output }]
      : []),
  ].filter(({ text }) => text !== '');
}

function locationsOf(
  plugin: Plugin,
  invocation: Invocation,
  apart: PluginOutput | undefined,
  texts: readonly PluginText[],
  safe: CountingSanitizer,
): SanitizedLocation[] {
  const finished = classOf(statusOf(plugin)) !== 'unfinished';
  const logs = {
    enabled: invocation.cloudWatchOutputEnabled || apart?.cloudWatchOutputEnabled === true,
    group: invocation.cloudWatchLogGroupName || (apart?.cloudWatchLogGroupName ?? ''),
    documentName: invocation.documentName,
    commandId: invocation.commandId,
    instanceId: invocation.instanceId,
  };
  const url = {
    stdout: plugin.standardOutputUrl || (apart?.standardOutputUrl ?? ''),
    stderr: plugin.standardErrorUrl || (apart?.standardErrorUrl ?? ''),
  };
  return (['stdout', 'stderr'] as const).flatMap((stream) => {
    const own = texts.find((text) => text.stream === stream);
    // A URL is filled even where nothing was uploaded, and a log stream is never made for silence.
    if (finished && apart !== undefined && own === undefined) return [];
    if (plugin.startedAtMs === undefined && own === undefined && plugin.output === '') return [];
    const s3 = finished
      ? s3LocationOf(
          { url: url[stream], bucket: plugin.outputS3BucketName, keyPrefix: plugin.outputS3KeyPrefix },
          plugin.name,
          stream,
        )
      : undefined;
    const log = logLocationOf(logs, plugin.name, stream);
    if (s3 === undefined && log === undefined) return [];
    return {
      stream,
      onlyHere: own?.cutBySsm ?? texts.some(({ cutBySsm }) => cutBySsm),
      ...(s3 && {
        s3: {
          ...(s3.url && { url: safe.path(s3.url) }),
          bucket: safe.path(s3.bucket),
          key: safe.path(s3.key),
        },
      }),
      ...(log && { logs: { group: safe.path(log.group), stream: safe.path(log.stream) } }),
    };
  });
}

function timeOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
