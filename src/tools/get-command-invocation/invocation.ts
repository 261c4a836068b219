/**
 * One invocation as it may be told: what two calls of the API brought, joined and sanitized. Cuts are made later and
 * only in these texts, so that no cut can let half of a secret through.
 */

import { createGrouper, hintFor, messageOf } from '../../causes/index.ts';
import type { ReadInvocation } from '../../results/index.ts';
import {
  classOf,
  decidingPlugin,
  type Invocation,
  type InvocationRef,
  isSkipped,
  joinStreams,
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
  withTimeLimit,
} from '../../sanitize/index.ts';
import { type SanitizedPlugin, sanitizePlugin } from './plugin.ts';

export type SanitizedInvocation = {
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
  readonly plugins: readonly SanitizedPlugin[];
  /** The place in `plugins` of the one that tells why the invocation stands where it stands. */
  readonly deciding: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** Secrets redacted. */
  readonly redactions: number;
  /** Texts that took too long to read. */
  readonly withheld: number;
};

/** `only` names the plugin that was asked for; a skipped one is then told like any other. */
export function sanitizeInvocation(...given: Parameters<typeof sanitizeEach>): SanitizedInvocation {
  const whole = withTimeLimit(() => sanitizeEach(...given));
  // Each of its texts then has a limit of its own.
  return whole === OUT_OF_TIME ? sanitizeEach(...given) : whole;
}

function sanitizeEach(
  ref: InvocationRef,
  read: ReadInvocation,
  sanitizer: Sanitizer,
  only?: string,
): SanitizedInvocation {
  const { invocation, streams } = read;
  const safe = countRedactions(sanitizer);
  const wanted = invocation.plugins.filter((plugin) =>
    only === undefined ? !isSkipped(plugin) : plugin.name === only,
  );
  const skipped = only === undefined ? invocation.plugins.filter(isSkipped) : [];
  const decider = decidingPlugin(pluginsThatRan({ ...invocation, plugins: wanted }));
  const deciding = decider === undefined ? 0 : wanted.indexOf(decider);
  let plugins = wanted.map((plugin) => sanitizePlugin(plugin, invocation, streams.get(plugin.name), safe));
  const reason = withTimeLimit(() => reasonOf(invocation, plugins[deciding]));
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
    redactions: safe.redactions,
    withheld: safe.withheld + (reason === OUT_OF_TIME ? 1 : 0),
  };
}

/** In the words the list groups nodes by, so that a cause reads the same there and here. */
function reasonOf(
  invocation: Invocation,
  plugin: SanitizedPlugin | undefined,
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
  const [group] = grouper.groups();
  const cause = classOf(status) === 'notSucceeded' ? group?.cause : undefined;
  const hint = hintFor({
    status,
    ...(plugin && { plugin: plugin.name, started: plugin.startedAtMs !== undefined }),
    ...(plugin?.responseCode !== undefined && { responseCode: plugin.responseCode }),
    document: cleanLine(invocation.documentName),
    ...(cause !== undefined && { cause }),
    ...(group?.hides && { hides: group.hides }),
  });
  return { ...(cause !== undefined && { cause }), ...(hint !== undefined && { hint }) };
}

/** Reasons stand at the end of what was said; the judge of causes reads so much of either stream. */
const JUDGED_CHARACTERS = 4_000;

function textToJudge({ texts }: SanitizedPlugin): string {
  const textOf = (stream: StreamName) => texts.find((text) => text.stream === stream)?.text ?? '';
  const ownWords = textOf('output');
  if (ownWords !== '') return ownWords;
  return joinStreams(textOf('stdout').slice(-JUDGED_CHARACTERS), textOf('stderr').slice(-JUDGED_CHARACTERS));
}
