/**
 * One invocation as it may be shown: what two calls of the API brought, joined and sanitized. Cuts are made later and
 * only in these texts, so that no cut can let half of a secret through.
 */

import { createGrouper, finish, type HintFacts, hintFor, messageOf } from '../../causes/index.ts';
import type { OutputPiece } from '../../output/index.ts';
import type { ReadInvocation } from '../../results/index.ts';
import {
  classOf,
  decidingPlugin,
  type Invocation,
  type InvocationRef,
  isSkipped,
  joinEnds,
  OUTPUT_STREAMS,
  outputOfStreams,
  type Plugin,
  pluginsThatRan,
  type StreamName,
  statusOf,
  whySkipped,
} from '../../run-command/index.ts';
import {
  cleanLine,
  countRedactions,
  OUT_OF_TIME,
  type Sanitizer,
  underOneLimit,
  withTimeLimit,
} from '../../sanitize/index.ts';
import { secondsSince } from '../figures.ts';
import { durationOf, printsNothing, runTimesOf } from '../plugin-facts.ts';
import type { Where } from '../where-schema.ts';
import { type SanitizedPlugin, sanitizePlugin } from './plugin.ts';
import { NO_WHOLES, type Wholes } from './wholes.ts';

export type SanitizedInvocation = {
  readonly ref: InvocationRef;
  /** Where it was read, as an answer says it. */
  readonly where?: Where;
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
  readonly plugins: readonly SanitizedPlugin[];
  /** The place in `plugins` of the one that decided how the invocation stands. */
  readonly deciding: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** Secrets redacted. */
  readonly redactions: number;
  /** Texts that took too long to read. */
  readonly withheld: number;
  /** Some bytes of a whole are no text; U+FFFD stands for them. */
  readonly replaced: boolean;
};

/**
 * `only` names the plugin that was asked for; a skipped one is then shown like any other. `nowMs` is what ages count
 * up to.
 */
export function sanitizeInvocation(...given: Parameters<typeof sanitizeEach>): SanitizedInvocation {
  return underOneLimit(() => sanitizeEach(...given));
}

function sanitizeEach(
  ref: InvocationRef,
  read: ReadInvocation,
  { sanitizer, nowMs }: { readonly sanitizer: Sanitizer; readonly nowMs: number },
  only?: string,
  wholes: Wholes = NO_WHOLES,
): SanitizedInvocation {
  const { invocation, streams } = read;
  const safe = countRedactions(sanitizer);
  const wanted = invocation.plugins.filter((plugin) =>
    only === undefined ? !isSkipped(plugin) : plugin.name === only,
  );
  const skipped = only === undefined ? invocation.plugins.filter(isSkipped) : [];
  const decider = decidingPlugin(pluginsThatRan({ ...invocation, plugins: wanted }));
  const deciding = decider === undefined ? 0 : wanted.indexOf(decider);
  let plugins = wanted.map((plugin) =>
    sanitizePlugin(plugin, invocation, streams.get(plugin.name), safe, (stream) =>
      wholes.of(plugin.name, stream),
    ),
  );
  const pieces = piecesOf(wanted, wholes);
  const reason = withTimeLimit(() => reasonOf(invocation, plugins, plugins[deciding], nowMs));
  if (reason === OUT_OF_TIME) {
    plugins = plugins.map((plugin, index) => (index === deciding ? { ...plugin, texts: [] } : plugin));
  }
  return {
    ref,
    instanceName: safe.line(invocation.instanceName),
    documentName: safe.line(invocation.documentName),
    documentVersion: safe.line(invocation.documentVersion),
    comment: safe.line(invocation.comment),
    ...(invocation.requestedAtMs !== undefined && { requestedAtMs: invocation.requestedAtMs }),
    status: cleanLine(statusOf(invocation)),
    traceOutput: safe.text(invocation.traceOutput),
    serviceRole: safe.line(invocation.serviceRole),
    notificationArn: safe.line(invocation.notificationArn),
    ...(reason !== OUT_OF_TIME && reason),
    plugins,
    deciding,
    skipped: skipped.map((plugin) => ({ name: safe.line(plugin.name), why: whySkipped(plugin.output) })),
    redactions: pieces.reduce((sum, { redactions }) => sum + redactions, safe.redactions),
    withheld: wholes.withheld + safe.withheld + (reason === OUT_OF_TIME ? 1 : 0),
    replaced: pieces.some(({ replaced }) => replaced),
  };
}

function piecesOf(plugins: readonly Plugin[], wholes: Wholes): OutputPiece[] {
  return plugins.flatMap(({ name }) =>
    OUTPUT_STREAMS.flatMap((stream) => {
      const { first, end } = wholes.of(name, stream) ?? {};
      return [first, end].filter((piece) => piece !== undefined);
    }),
  );
}

/** In the words the list groups nodes by, so that a cause reads the same there and here. */
function reasonOf(
  invocation: Invocation,
  plugins: readonly SanitizedPlugin[],
  plugin: SanitizedPlugin | undefined,
  nowMs: number,
): { cause?: string; hint?: string } {
  const status = cleanLine(statusOf(invocation));
  const grouper = createGrouper();
  const outcome = {
    status,
    plugin: plugin?.name,
    responseCode: plugin?.responseCode,
    output: plugin ? textToJudge(plugin) : '',
  };
  grouper.add(outcome, messageOf(outcome), 0);
  const [group] = finish(grouper.groups());
  const cause = classOf(status) === 'notSucceeded' ? group?.cause : undefined;
  const hint = hintFor({
    status,
    ...evidenceOf(invocation, plugins, plugin, nowMs),
    document: cleanLine(invocation.documentName),
    ...(cause !== undefined && { cause }),
    ...(group?.hides && { hides: group.hides }),
  });
  return { ...(cause !== undefined && { cause }), ...(hint !== undefined && { hint }) };
}

type Evidence = Omit<HintFacts, 'status' | 'document' | 'cause' | 'hides'>;

function evidenceOf(
  invocation: Invocation,
  plugins: readonly SanitizedPlugin[],
  plugin: SanitizedPlugin | undefined,
  nowMs: number,
): Evidence {
  const times = runTimesOf(plugins);
  const duration = durationOf(cleanLine(statusOf(invocation)), times);
  const since = (ms: number) => secondsSince(ms, nowMs);
  const openSince =
    (plugin?.responseCode !== undefined ? times.endedAtMs : undefined) ??
    times.startedAtMs ??
    invocation.requestedAtMs;
  const raw = invocation.plugins.find(({ name }) => name === plugin?.name);
  const silent = plugin?.texts.every(({ text }) => printsNothing(text));
  return {
    ...(plugin && { plugin: plugin.name, ...(plugin.s3Bucket && { s3Bucket: plugin.s3Bucket }) }),
    ...(plugin?.responseCode !== undefined && { responseCode: plugin.responseCode }),
    ...(times.started !== undefined && { started: times.started }),
    ...(duration !== undefined && { durations: { min: duration, max: duration } }),
    ...(openSince !== undefined && { open: { min: since(openSince), max: since(openSince) } }),
    ...(times.endedAtMs !== undefined && { endedSecondsAgo: since(times.endedAtMs) }),
    ...(silent !== undefined && { silent, noOutput: plugin?.texts.length === 0 && raw?.output === '' }),
    toS3: plugin?.toS3 ?? false,
  };
}

/** What the list has of the same plugin, so that both find the same cause. */
function textToJudge({ texts }: SanitizedPlugin): string {
  const textOf = (stream: StreamName) => {
    const { text = '', whole } = texts.find((each) => each.stream === stream) ?? {};
    return whole?.end ? joinEnds(text, whole.end) : text;
  };
  const ownWords = textOf('output');
  if (ownWords !== '') return ownWords;
  return outputOfStreams(textOf('stdout'), textOf('stderr'));
}
