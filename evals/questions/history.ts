/** Two runs, many nights, days, and another Region. */

import { counts, names, says } from '../facts.ts';
import { commands, ID, invocationsOf, NOW_MS, nodesOf, toldBy } from '../fleet.ts';
import type { Question } from './question.ts';

const DAY_MS = 86_400_000;
const ENDED_BADLY = /^(?:Failed|Undeliverable|DeliveryTimedOut) /;

const [FIRST, RERUN] = [ID.deploy, ID.deployRerun].map(
  (id) =>
    new Map(
      commands()
        .filter(({ header }) => header.commandId === id)
        .flatMap(invocationsOf)
        .map((each) => [each.instanceId, toldBy(each)]),
    ),
) as [Map<string, string>, Map<string, string>];

/** Nodes by how both runs ended for them. */
function between(before: RegExp, after: RegExp): string[] {
  return [...RERUN].flatMap(([node, told]) =>
    after.test(told) && before.test(FIRST.get(node) ?? '') ? [node] : [],
  );
}

const NEWLY = between(/^Success/, ENDED_BADLY);
const BOTH = between(ENDED_BADLY, ENDED_BADLY);
const FIXED = between(ENDED_BADLY, /^Success/);
const CHANGED = between(/No space left/, /Unexpected EOF/);

const NIGHTS = commands().filter(({ header }) => header.comment === 'nightly snapshot');
const LOCKED = nodesOf(ID.nightlySnapshot, /already locked/)[0] ?? '';
/** The nights on which a node failed, the last one first. */
function failedNights(node: string): readonly string[] {
  return NIGHTS.map(({ header }) => header.commandId).filter((id) => nodesOf(id, /^Failed/).includes(node));
}
const LOCKED_NIGHTS = failedNights(LOCKED);
const [FULL = ''] = nodesOf(ID.nightlySnapshot, /no space left/).toSorted(
  (a, b) => failedNights(b).length - failedNights(a).length,
);

const LAST_WEEK = commands()
  .filter(({ header }) => header.requestedAtMs >= NOW_MS - 7 * DAY_MS)
  .flatMap(invocationsOf)
  .map(toldBy);
const lastWeek = (what: RegExp): number =>
  LAST_WEEK.filter((told) => /^Failed/.test(told) && what.test(told)).length;

const [CERTIFICATES, UPTIME] = ['certificate expiry', 'uptime'].map((comment) => {
  const id = commands('eu-west-1').find(({ header }) => header.comment === comment)?.header.commandId ?? '';
  return { id, failed: nodesOf(id, /^Failed/, 'eu-west-1') };
}) as [{ id: string; failed: readonly string[] }, { id: string; failed: readonly string[] }];

export const HISTORY: readonly Question[] = [
  {
    id: 'both-runs',
    kind: 'both runs',
    question: `Which nodes failed both in the deploy of checkout 4.2.0 (${ID.deploy}) and in 4.2.1 (${ID.deployRerun})? All ids, please.`,
    facts: [names(BOTH), counts(between(/GLIBC_2\.34/, /GLIBC_2\.34/).length, /GLIBC_2\.34/)],
    must_not: [],
    max_calls: 3,
    max_tokens: 3_300,
  },
  {
    id: 'fixed',
    kind: 'both runs',
    question: `How many nodes did checkout 4.2.1 (${ID.deployRerun}) fix that had failed with 4.2.0, and what had been wrong with most of them?`,
    facts: [
      counts(FIXED.length, /fixed/),
      counts(between(/GLIBC_2\.34/, /^Success/).length, /GLIBC_2\.34/),
      counts(between(/Forbidden/, /^Success/).length, /403|Forbidden/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_500,
  },
  {
    id: 'newly-failing',
    kind: 'newly failing',
    question: `Which nodes fail with checkout 4.2.1 (${ID.deployRerun}) that were well with 4.2.0, and why?`,
    facts: [
      counts(NEWLY.length, /newly/),
      names(NEWLY),
      counts(between(/^Success/, /Address already in use/).length, /Address already in use|8443/),
      counts(between(/^Success/, /No space left/).length, /No space left/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 3_400,
  },
  {
    id: 'other-cause',
    kind: 'both runs',
    question: `Are there nodes that ran out of disk with checkout 4.2.0 and fail for another reason with 4.2.1 (${ID.deployRerun})?`,
    facts: [counts(CHANGED.length, /unexpected (?:EOF|end of file)/), says(/No space left/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_400,
  },
  {
    id: 'only-in-one',
    kind: 'both runs',
    question: `Did 4.2.0 (${ID.deploy}) and 4.2.1 (${ID.deployRerun}) go to the same nodes?`,
    facts: [
      counts([...RERUN.keys()].filter((node) => !FIRST.has(node)).length, /only|absent/),
      counts([...FIRST.keys()].filter((node) => !RERUN.has(node)).length, /only|absent/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_400,
  },
  {
    id: 'locked-since',
    kind: 'since when',
    question: `Since when does the nightly snapshot fail on ${LOCKED}, and with what?`,
    facts: [
      counts(LOCKED_NIGHTS.length, /already locked/),
      says(new RegExp(LOCKED_NIGHTS.at(-1) ?? 'no such night')),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_400,
  },
  {
    id: 'full-since',
    kind: 'since when',
    question: `And on ${FULL}: on how many nights was its disk full?`,
    facts: [counts(failedNights(FULL).length, /no space left/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_500,
  },
  {
    id: 'snapshot-trend',
    kind: 'trend over nights',
    question:
      'Does the nightly snapshot get worse? Failed nodes for each night of the last two weeks, please.',
    facts: NIGHTS.map(({ header }) =>
      counts(
        header.counters.errors,
        new RegExp(`${header.commandId}|${new Date(header.requestedAtMs).toISOString().slice(0, 10)}`),
      ),
    ),
    must_not: [],
    max_calls: 1,
    max_tokens: 2_100,
  },
  {
    id: 'snapshot-last-night',
    kind: 'trend over nights',
    question: `Which nodes had no snapshot last night (command ${ID.nightlySnapshot}), and why?`,
    facts: [
      names(nodesOf(ID.nightlySnapshot, /^Failed/)),
      counts(nodesOf(ID.nightlySnapshot, /no space left/).length, /no space left/),
      counts(nodesOf(ID.nightlySnapshot, /already locked/).length, /already locked/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_600,
  },
  {
    id: 'most-frequent',
    kind: 'most frequent over days',
    question: 'What are the three most frequent failures of the last seven days, over all commands?',
    facts: [
      counts(lastWeek(/tar: .{1,200}No space left on device/), /No space left/),
      counts(lastWeek(/GLIBC_2\.34/), /GLIBC_2\.34/),
      counts(lastWeek(/curl: \(22\) The requested URL returned error: 503/), /503/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_600,
  },
  {
    id: 'agent-updates',
    kind: 'most frequent over days',
    question:
      'How often did an update of the SSM agent (AWS-UpdateSSMAgent) fail in the last 30 days, and on which node?',
    facts: [names(nodesOf(ID.updateAgent, /^Failed/)), says(/Failed/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 500,
  },
  {
    id: 'ireland',
    kind: 'other Region',
    question:
      'And in Ireland (eu-west-1), what failed since yesterday noon, in which command and on which nodes?',
    facts: [
      names([...CERTIFICATES.failed, ...UPTIME.failed]),
      counts(CERTIFICATES.failed.length + UPTIME.failed.length, /over the limit|Failed/),
      says(/certificate expiry/),
      says(/uptime/),
    ],
    must_not: [],
    max_calls: 2,
    max_tokens: 1_900,
  },
  {
    id: 'ireland-certificates',
    kind: 'other Region',
    question: `Certificate expiry in eu-west-1 (command ${CERTIFICATES.id}): is a node over the limit?`,
    facts: [
      names(CERTIFICATES.failed),
      counts(nodesOf(CERTIFICATES.id, /^Success/, 'eu-west-1').length, /Success|ok/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_000,
  },
];
