/**
 * What a group's evidence means, and what to do next. How the nodes ran goes before what their status is called:
 * times, exit codes, document, platform and peers first, the status word last. At most 200 characters each, beside
 * the figures in them.
 */

import { classOf } from '../run-command/index.ts';
import { asksForReboot, exitCodeHint, platformOf } from './exit-code-hints.ts';
import { inWords } from './in-words.ts';
import { isPatchRun, patchHint } from './patch-codes.ts';
import { timeoutHint } from './timeout-hints.ts';

/** Seconds. */
type Span = { readonly min: number; readonly max: number };

/** Ages are seconds before now, durations seconds from start to end. What is not known is left out. */
export type HintFacts = {
  readonly status: string;
  /** Only of a plugin that ended by exit. */
  readonly responseCode?: number;
  readonly plugin?: string;
  readonly document?: string;
  readonly cause?: string;
  /** What a success hides, quoted beside the hint. */
  readonly hides?: { readonly isError: boolean };
  /** Whether a plugin is known to have started; left out where details were not read. */
  readonly started?: boolean;
  /** Shortest and longest, of nodes that ended. */
  readonly durations?: Span;
  /** Seconds, as the sender gave it. */
  readonly executionTimeout?: number;
  /** Of nodes that are not finished: shortest and longest since the start, or since the request where none started. */
  readonly open?: Span;
  /** Since the last of the nodes ended. */
  readonly endedSecondsAgo?: number;
  /** Half of the command's nodes that ended took no longer. */
  readonly peersMedian?: number;
  /** Whether the agents answer now; left out where it is not known, and where some do and some do not. */
  readonly ping?: 'online' | 'lost';
  /** SSM has no text at all: not even the agent's line that follows every failure. */
  readonly noOutput?: boolean;
  /** The nodes printed nothing themselves. */
  readonly silent?: boolean;
  /** The sender asked for output in S3. */
  readonly toS3?: boolean;
  readonly s3Bucket?: string;
};

type Rule = (facts: HintFacts) => string | undefined;

/** The first that applies is given. */
const RULES: readonly Rule[] = [
  workerDied,
  success,
  unfinished,
  startedAfterAll,
  neverDelivered,
  timeoutHint,
  failed,
];

/** A next step, worded for whoever is on call; `undefined` where SSM's semantics add nothing to the cause. */
export function hintFor(facts: HintFacts): string | undefined {
  for (const rule of RULES) {
    const hint = rule(facts);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

/** amazon-ssm-agent, messaging.go: the process that runs documents gave no sign of life. */
function workerDied({ cause = '', plugin, document }: HintFacts): string | undefined {
  if (!cause.includes('document process failed unexpectedly')) return undefined;
  const logs =
    platformOf(plugin, document) === 'windows' ? '%PROGRAMDATA%\\Amazon\\SSM\\Logs' : '/var/log/amazon/ssm';
  return `The agent's own worker died: the script may not have begun, or may still run. Check for a full disk, too many open files, a reboot or an agent update; see ${logs}.`;
}

function success({ status, responseCode, hides, silent, toS3, s3Bucket }: HintFacts): string | undefined {
  if (status !== 'Success') return undefined;
  if (responseCode === 168) return exitCodeHint(168, undefined);
  // SSM goes by the last exit code alone: a line that failed before it leaves a success.
  if (hides?.isError) {
    return 'Success by the last exit code alone: the output holds an error, quoted here. Check whether the work was done.';
  }
  if (hides) return 'Success that wrote to stderr, quoted here.';
  if (silent && toS3) {
    const where = s3Bucket === undefined ? 'S3' : `s3://${s3Bucket}`;
    return `It printed nothing, so the agent put no object into ${where}: nothing is missing there.`;
  }
  return undefined;
}

/** An agent that restarts a node needs some minutes. */
const REBOOT_SECONDS = 600;

/** So much longer than its peers, and not just slow to start. */
const PEERS_FACTOR = 10;
const MIN_OVERDUE_SECONDS = 600;

/** Delivery takes seconds where the agent is well. */
const MAX_DELIVERY_SECONDS = 300;

function unfinished(facts: HintFacts): string | undefined {
  const { status, responseCode, started, open = { min: 0, max: 0 }, peersMedian, ping } = facts;
  if (classOf(status) !== 'unfinished') return undefined;
  if (asksForReboot(responseCode)) return rebootHint(responseCode, open);
  if (ping === 'lost' && (status === 'Delayed' || status === 'Pending')) {
    return 'Not delivered: the agents do not answer. Start the agent or the node; SSM tries until the command expires.';
  }
  if (status === 'Delayed' && ping === 'online') {
    return 'Not delivered yet although the agents show as online: they are likely stuck. Restart them. SSM tries until the command expires.';
  }
  if (status === 'Delayed') {
    return 'Not delivered yet. A node whose agent is stuck may still show as online: check PingStatus, restart the agent. SSM tries until the command expires.';
  }
  if (status === 'InProgress' && started === false && open.max > MAX_DELIVERY_SECONDS) {
    return 'No start reported: the agent has not taken it up, or is not running. Check PingStatus on the node. SSM tries until the command expires.';
  }
  if (peersMedian !== undefined && open.max > MIN_OVERDUE_SECONDS && open.max > PEERS_FACTOR * peersMedian) {
    return `Open for ${upTo(open)} where half of the nodes that ended took at most ${inWords(peersMedian)}: likely stuck. Check the process on the node.`;
  }
  return undefined;
}

function rebootHint(code: number | undefined, open: Span): string {
  if (open.max < REBOOT_SECONDS) {
    return `The script asked for a reboot (exit ${code}): the agent restarts the node, then runs the script again. The plugin stays InProgress until then.`;
  }
  return `A reboot was asked for ${upTo(open)} ago (exit ${code}), after which the script runs again; the node has not reported since: is it back online?`;
}

/** Of nodes that differ, the longest. */
function upTo({ min, max }: Span): string {
  return inWords(min) === inWords(max) ? inWords(max) : `up to ${inWords(max)}`;
}

function startedAfterAll({ status, started, responseCode }: HintFacts): string | undefined {
  if (!started || (status !== 'DeliveryTimedOut' && status !== 'Undeliverable')) return undefined;
  const why = asksForReboot(responseCode)
    ? `the script asked for a reboot (exit ${responseCode}), then the node did not report back`
    : 'then the node did not report back';
  return `It did start on the node; ${why} before the command expired. Check what it did before you send it again.`;
}

const NEVER_DELIVERED: ReadonlyMap<string, string> = new Map([
  [
    'Undeliverable',
    'SSM could not deliver it: agent not running, or node offline. Check PingStatus, then send it again.',
  ],
  [
    'DeliveryTimedOut',
    'SSM could not deliver it before it expired: node off, agent stopped or stuck. Check PingStatus, restart the agent, send it again.',
  ],
  [
    'AccessDenied',
    "Refused before the node ran it: who sent the command may not use this node or document. Check the sender's ssm:SendCommand permission.",
  ],
  [
    'InvalidPlatform',
    "Never ran: the document does not support this node's platform. Leave the node out of the targets.",
  ],
  [
    'Terminated',
    'Not sent to the node: more nodes failed than MaxErrors allows, and the command stopped. Fix those failures, then send it again.',
  ],
]);

/** Where it is known whether the agents answer, nobody need look. */
const NEVER_DELIVERED_BY_PING: ReadonlyMap<string, string> = new Map([
  [
    'Undeliverable/lost',
    'SSM could not deliver it: agent not running, or node offline. Start the agent or the node, then send it again.',
  ],
  ['Undeliverable/online', 'SSM could not deliver it; the agents answer now: send it again.'],
  [
    'DeliveryTimedOut/lost',
    'SSM could not deliver it before it expired: node off, agent stopped. Start the node or the agent, then send it again.',
  ],
  [
    'DeliveryTimedOut/online',
    'SSM could not deliver it before it expired; the agents answer now. Send it again; an agent that takes it up no better is stuck: restart it.',
  ],
]);

function neverDelivered({ status, started, ping }: HintFacts): string | undefined {
  if (status === 'Cancelled') {
    if (started === undefined) return 'Somebody cancelled the command; work done before that stays done.';
    return started
      ? 'Cancelled while it ran; work done before that stays done.'
      : 'Cancelled, and no start was reported.';
  }
  const hint = NEVER_DELIVERED_BY_PING.get(`${status}/${ping}`) ?? NEVER_DELIVERED.get(status);
  const knownNotToHaveStarted = started === false && status === 'DeliveryTimedOut';
  return knownNotToHaveStarted ? `Never started. ${hint}` : hint;
}

/** The list of outputs follows the status by some seconds. */
const MAX_OUTPUT_DELAY_SECONDS = 60;

const SIGNAL = /\bsignal: [a-z]/;

/** What shells and programs print where $HOME is not set; JAVA_HOME and its like are other matters. */
const NO_HOME = new RegExp(
  [
    "can['\u2019]t cd to ~",
    'cd: HOME not set',
    '(?<![A-Z_])HOME: (?:unbound variable|parameter not set)',
    '(?<![A-Z_])HOME\\b[^\\n]{0,25} not (?:set|defined)',
    'nor \\$HOME (?:is|are) defined',
  ].join('|'),
);

function failed(facts: HintFacts): string | undefined {
  const { status, responseCode, plugin, document, cause, started, endedSecondsAgo } = facts;
  if (status !== 'Failed') return undefined;
  if (
    facts.noOutput &&
    started &&
    endedSecondsAgo !== undefined &&
    endedSecondsAgo < MAX_OUTPUT_DELAY_SECONDS
  ) {
    return `Ended ${inWords(endedSecondsAgo)} ago; its output follows. Ask again in 10 s.`;
  }
  if (responseCode !== undefined && isPatchRun(document, plugin)) return patchHint(responseCode, cause);
  const platform = platformOf(plugin, document);
  if (platform !== 'windows' && cause !== undefined && SIGNAL.test(cause)) {
    return 'A signal ended the script: something killed it from outside, for memory (check dmesg) or by a shutdown.';
  }
  if (cause !== undefined && NO_HOME.test(cause)) {
    return "The agent's shell has no HOME: set it in the script (export HOME=/root), or write full paths.";
  }
  const known = responseCode === undefined ? undefined : exitCodeHint(responseCode, platform);
  if (known !== undefined || cause !== undefined) return known;
  if (started === false)
    return 'No start was reported. Check the agent on the node before you send it again.';
  if (responseCode === undefined || responseCode <= 0 || !facts.silent) return undefined;
  return `It printed nothing; exit ${responseCode} is that of the last command in the script.`;
}
