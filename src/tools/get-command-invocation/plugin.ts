/** One plugin as it may be shown: its texts from two calls joined, sanitized, and where they lie whole. */

import type { OutputPiece, WholeOutput } from '../../output/index.ts';
import {
  classOf,
  type Invocation,
  isCutBySsm,
  OUTPUT_STREAMS,
  type OutputLocation,
  type OutputStream,
  outputLocationOf,
  type Plugin,
  type PluginOutput,
  type StreamName,
  saysMore,
  statusOf,
} from '../../run-command/index.ts';
import { type CountingSanitizer, cleanLine } from '../../sanitize/index.ts';
import { BUCKET_NAME, exitCodeOf } from '../plugin-facts.ts';
import type { WholeText } from './wholes.ts';

export type PluginText = {
  readonly stream: StreamName;
  readonly text: string;
  readonly cutBySsm: boolean;
  /** Where the text was read outside of SSM. */
  readonly whole?: WholePart;
};

/** Which part of a whole a text is. */
export type WholePart = {
  readonly output: WholeOutput;
  /** The number of the piece, from 0, and the places in the whole, in bytes, between which it lies. */
  readonly piece: number;
  readonly from: number;
  readonly to: number;
  /** Bytes of the whole, where they are known. */
  readonly size?: number;
  /** Whether something stands behind this piece. */
  readonly more: boolean;
  /** What the whole ends with; "" where nothing stands behind this piece. */
  readonly end: string;
};

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
  readonly stream: OutputStream;
  /** SSM itself lost a part of this stream, so that only this place holds it whole. */
  readonly onlyHere: boolean;
};

export function sanitizePlugin(
  plugin: Plugin,
  invocation: Invocation,
  apart: PluginOutput | undefined,
  safe: CountingSanitizer,
  wholeOf: (stream: OutputStream) => WholeText | undefined,
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
  const shown = withWholes(texts, wholeOf);
  return {
    name: safe.line(plugin.name),
    status: cleanLine(statusOf(plugin)),
    ...(responseCode !== undefined && { responseCode }),
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(finishedAtMs !== undefined && { finishedAtMs }),
    texts: shown.filter(({ text, whole }) => text !== '' || whole?.more),
    locations: locationsOf(plugin, invocation, apart, shown, safe),
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

/** Where a whole was read it stands in place of what SSM kept of it. */
function withWholes(
  kept: readonly PluginText[],
  wholeOf: (stream: OutputStream) => WholeText | undefined,
): PluginText[] {
  const streams = OUTPUT_STREAMS.flatMap((stream) => {
    const whole = wholeOf(stream);
    return whole ? textOfPiece(stream, whole.output, 0, whole.first, whole.end?.text) : [];
  });
  // Alone `output` is the beginning of both streams.
  const isRead = (stream: StreamName) => {
    const own = stream === 'output' && kept.length === 1 ? 'stdout' : stream;
    return streams.some((text) => text.stream === own);
  };
  const texts = [...kept.filter(({ stream }) => !isRead(stream)), ...streams];
  const order: StreamName[] = [...OUTPUT_STREAMS, 'output'];
  return texts.sort((one, other) => order.indexOf(one.stream) - order.indexOf(other.stream));
}

/** A piece of a whole, numbered from 0, in the form of any other text. */
export function textOfPiece(
  stream: StreamName,
  output: WholeOutput,
  number: number,
  { text, from, to, size, last }: OutputPiece,
  end = '',
): PluginText {
  const known = size === undefined ? {} : { size };
  const whole = { output, piece: number, from, to, ...known, more: !last, end: last ? '' : end };
  return { stream, text, cutBySsm: false, whole };
}

function locationsOf(
  plugin: Plugin,
  invocation: Invocation,
  apart: PluginOutput | undefined,
  texts: readonly PluginText[],
  safe: CountingSanitizer,
): SanitizedLocation[] {
  const finished = classOf(statusOf(plugin)) !== 'unfinished';
  return OUTPUT_STREAMS.flatMap((stream) => {
    const own = texts.find((text) => text.stream === stream);
    // A URL is filled even where nothing was uploaded, and a log stream is never made for silence.
    if (finished && apart !== undefined && own === undefined) return [];
    if (plugin.startedAtMs === undefined && own === undefined && plugin.output === '') return [];
    const location = outputLocationOf(stream, plugin, invocation, apart);
    if (location === undefined) return [];
    const { s3, logs } = location;
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
      ...(logs && { logs: { group: safe.path(logs.group), stream: safe.path(logs.stream) } }),
    };
  });
}

function timeOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
