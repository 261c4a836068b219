/** What never ran, what has not ended, and what has not even begun. */

import { counts, type Fact, names, says } from '../facts.ts';
import { commands, ID, nodesOf } from '../fleet.ts';
import type { Question } from './question.ts';

const UNREACHED = ['DeliveryTimedOut', 'Undeliverable', 'InvalidPlatform', 'AccessDenied'];

function inStatus(commandId: string, ...statuses: readonly string[]): readonly Fact[] {
  return statuses.map((status) =>
    counts(
      nodesOf(commandId, new RegExp(`^${status} `)).length,
      new RegExp(status.replace(/(?<=[a-z])(?=[A-Z])/g, ' ?')),
    ),
  );
}

const EXECUTING = commands().filter(({ unfinished }) => unfinished > 0);
const [FIRST_PENDING = ''] = nodesOf(ID.rollingRestart, /^Pending/);

export const STATES: readonly Question[] = [
  {
    id: 'unreached',
    kind: 'never ran and why',
    question: `Which nodes did "who answers" (command ${ID.hardlyReached}) never reach, and why?`,
    facts: [
      ...inStatus(ID.hardlyReached, ...UNREACHED),
      names(nodesOf(ID.hardlyReached, new RegExp(`^(?:${UNREACHED.join('|')})`))),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_800,
  },
  {
    id: 'weekend-nodes',
    kind: 'never ran and why',
    question: `Did anything run on the weekend batch nodes (command ${ID.incomplete})?`,
    facts: inStatus(ID.incomplete, 'DeliveryTimedOut', 'Undeliverable'),
    must_not: [],
    max_calls: 1,
    max_tokens: 1_100,
  },
  {
    id: 'roll-out-stopped',
    kind: 'never ran and why',
    question: `Why did release 41 (command ${ID.maxErrors}) not reach most nodes?`,
    facts: [
      ...inStatus(ID.maxErrors, 'Terminated'),
      counts(nodesOf(ID.maxErrors, /^Failed/).length, /checksum mismatch/),
      says(/max.?errors/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_600,
  },
  {
    id: 'canary-tag',
    kind: 'never ran and why',
    question: `The canary command (${ID.noInstancesInTag}) says Success. What did it do?`,
    facts: [says(/NoInstancesInTag|no (?:node|instance)s?/), says(/canray/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 400,
  },
  {
    id: 'limit-exceeded',
    kind: 'never ran and why',
    question: `Why is there nothing of "inventory of everything" (${ID.limitExceeded})?`,
    facts: [says(/LimitExceeded|limit/), counts(0, /targets?/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 400,
  },
  {
    id: 'join-secret-denied',
    kind: 'never ran and why',
    question: `Was the join secret rotated (command ${ID.accessDenied})?`,
    facts: [...inStatus(ID.accessDenied, 'AccessDenied'), names(nodesOf(ID.accessDenied, /^AccessDenied/))],
    must_not: [],
    max_calls: 1,
    max_tokens: 400,
  },
  {
    id: 'index-cancelled',
    kind: 'never ran and why',
    question: `Somebody cancelled the rebuild of the search index (command ${ID.cancelled}). How far did it get?`,
    facts: inStatus(ID.cancelled, 'Cancelled', 'Success'),
    must_not: [],
    max_calls: 1,
    max_tokens: 1_800,
  },
  {
    id: 'deploy-running',
    kind: 'still running',
    question: `Is the deploy of checkout 4.2.1 (command ${ID.deployRerun}) done? Which nodes are still at it?`,
    facts: [
      ...inStatus(ID.deployRerun, 'InProgress', 'Success'),
      names(nodesOf(ID.deployRerun, /^InProgress/)),
    ],
    must_not: [],
    max_calls: 2,
    max_tokens: 2_900,
  },
  {
    id: 'restart-running',
    kind: 'still running',
    question: `How far is the rolling restart of checkout (command ${ID.rollingRestart}), and which nodes restart right now?`,
    facts: [
      ...inStatus(ID.rollingRestart, 'Success', 'InProgress', 'Pending'),
      names(nodesOf(ID.rollingRestart, /^InProgress/)),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_700,
  },
  {
    id: 'what-runs',
    kind: 'still running',
    question: 'What is executing right now? Ids of all commands, please.',
    facts: [names(EXECUTING.map(({ header }) => header.commandId)), counts(EXECUTING.length, /./)],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_200,
  },
  {
    id: 'not-back-from-reboot',
    kind: 'still running',
    question: `Which nodes have not come back from the kernel update (command ${ID.reboot})?`,
    facts: [...inStatus(ID.reboot, 'InProgress', 'Success'), names(nodesOf(ID.reboot, /^InProgress/))],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_000,
  },
  {
    id: 'export-cancelling',
    kind: 'still running',
    question: `Has the long running export (command ${ID.cancelling}) stopped everywhere?`,
    facts: [
      ...inStatus(ID.cancelling, 'Cancelling', 'Cancelled'),
      names(nodesOf(ID.cancelling, /^Cancelling/)),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 600,
  },
  {
    id: 'disk-inventory-pending',
    kind: 'pending',
    question: `How many nodes have not even started to collect the disk inventory (command ${ID.justSent})?`,
    facts: inStatus(ID.justSent, 'Pending', 'Delayed', 'InProgress', 'Success'),
    must_not: [],
    max_calls: 1,
    max_tokens: 2_800,
  },
  {
    id: 'one-node-pending',
    kind: 'pending',
    question: `Has the rolling restart (command ${ID.rollingRestart}) begun on ${FIRST_PENDING}?`,
    facts: [says(/Pending|not (?:yet )?(?:begun|started)/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 300,
  },
];
