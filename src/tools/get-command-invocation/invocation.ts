/**
 * One invocation as it may be told: what two calls of the API brought, joined, cleaned and masked. Cuts are
 * made later and only in these texts, so that no cut can let half of a secret through.
 */

import { createGrouper, messageOf } from '../../causes/grouper.ts';
import { hintFor } from '../../causes/hints.ts';
import { decidingPlugin, isSkipped, pluginsThatRan } from '../../run-command/deciding-plugin.ts';
import type { StreamName } from '../../run-command/ssm-cuts.ts';
import { classOf } from '../../run-command/statuses.ts';
import { type Invocation, type InvocationRef, type PluginOutput, statusOf } from '../../run-command/types.ts';
import { cleanLine, cleanText } from '../../sanitize/clean.ts';
import type { Redacted, Redactor } from '../../sanitize/redactor.ts';
import { safeLine } from '../../sanitize/safe-line.ts';
import { type SanitizedPlugin, sanitizePlugin } from './plugin.ts';

/** What was read, as the service sent it. */
export type ReadInvocation = {
  readonly invocation: Invocation;
  /** By the plugin's name. */
  readonly streams: ReadonlyMap<string, PluginOutput>;
  /** Why a plugin's streams could not be read, by its name. */
  readonly faults: ReadonlyMap<string, unknown>;
  /** Why the list could not be read, so that no more is known than GetCommandInvocation tells. */
  readonly listFault?: unknown;
};

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
  /** Secrets masked. */
  readonly masked: number;
};

/** `only` names the plugin that was asked for; a skipped one is then told like any other. */
export function sanitizeInvocation(
  ref: InvocationRef,
  read: ReadInvocation,
  redactor: Redactor,
  only?: string,
): SanitizedInvocation {
  const { invocation, streams } = read;
  let masked = 0;
  const counted = (redacted: Redacted): string => {
    masked += redacted.count;
    return redacted.text;
  };
  const mask = (text: string) => counted(redactor.redact(text));
  const line = (text: string) => (text === '' ? '' : counted(safeLine(text, redactor)));

  const told = invocation.plugins.filter((plugin) =>
    only === undefined ? !isSkipped(plugin) : plugin.name === only,
  );
  const skipped = only === undefined ? invocation.plugins.filter(isSkipped) : [];
  const decider = decidingPlugin(pluginsThatRan({ ...invocation, plugins: told }));
  const deciding = decider === undefined ? 0 : told.indexOf(decider);
  const plugins = told.map((plugin) =>
    sanitizePlugin(plugin, invocation, streams.get(plugin.name), { mask, line }),
  );
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
    ...reasonOf(invocation, plugins[deciding]),
    plugins,
    deciding,
    skipped: skipped.map((plugin) => ({ name: line(plugin.name), why: whySkipped(plugin.output) })),
    masked,
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
  const [stdout, stderr] = [textOf('stdout'), textOf('stderr')].map((text) => text.slice(-JUDGED_CHARACTERS));
  return stderr ? `${stdout}\n----------ERROR-------\n${stderr}` : (stdout ?? '');
}

/** The agent's three reasons, of which it gives one as a sentence of its own. */
function whySkipped(output: string): string {
  if (output.includes('unsatisfied preconditions')) return 'precondition not met';
  return output.includes('unsupported plugin')
    ? 'plugin not supported'
    : 'an earlier plugin ended the document';
}
