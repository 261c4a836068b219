/** What people on call ask, each with the calls that a sensible assistant makes and what it must learn from them. */

import { nodeAt } from './ends.ts';
import type { Fact, Form } from './facts.ts';
import { counts, names, never, says } from './facts.ts';
import { BROKEN, CROWDED, GONE, id, nodesOf, WITHOUT_VERSION } from './fleet.ts';
import { RELAY_PASSWORD } from './outputs.ts';

/** Resolves to the answer in the form in question. */
export type Ask = (tool: string, args: Record<string, unknown>) => Promise<string>;

export type Question = {
  readonly kind: string;
  readonly question: string;
  readonly ask: (ask: Ask, form: Form) => Promise<unknown>;
  readonly facts: readonly Fact[];
};

const INVOCATIONS = 'list_command_invocations';
const ONE = 'get_command_invocation';
const COMMANDS = 'list_commands';
const COMPARE = 'compare_commands';

const once =
  (tool: string, args: Record<string, unknown>): Question['ask'] =>
  (ask) =>
    ask(tool, args);
const EAST = 'us-east-1';
const FAILED = /^(?:Failed|Undeliverable) /;
const FAILED_BEFORE = new Set(nodesOf('release1', EAST, FAILED));
const WELL_BEFORE = new Set(nodesOf('release1', EAST, /^Success /));
const FAILED_AFTER = nodesOf('release2', EAST, FAILED);
const BOTH = FAILED_AFTER.filter((node) => FAILED_BEFORE.has(node));
const NEWLY = FAILED_AFTER.filter((node) => WELL_BEFORE.has(node));
const OUTDATED = nodesOf('versions', EAST, /agent version: (2|3\.[01])\./i);
const BROKEN_NODE = nodeAt(900 + BROKEN.place);

export const QUESTIONS: readonly Question[] = [
  {
    kind: 'causes with counts',
    question: 'Why did nodes fail when we shipped catalog 88.1?',
    ask: once(INVOCATIONS, { command_id: id('release1'), details: true }),
    facts: [
      counts(46, /Cannot find module/),
      counts(31, /Could not resolve host/),
      counts(18, /Read-only file system/),
      counts(9, /remaining connection slots/),
      counts(3, /Undeliverable/),
      counts(46, /Ubuntu 20\.04/),
    ],
  },
  {
    kind: 'failed in both runs',
    question: 'Which nodes failed both in 88.1 and in 88.2, and for what reason?',
    ask: async (ask, form) => {
      const first = await ask(COMPARE, { command_id: id('release2'), max_tokens: 4_000 });
      await followed(ask, COMPARE, form, first, /still_failing|other_cause|in both/i);
    },
    facts: [
      names(BOTH),
      counts(14, /Read-only file system/),
      counts(12, /Cannot find module/),
      counts(4, /remaining connection slots/),
    ],
  },
  {
    kind: 'newly failing',
    question: 'Which nodes fail with 88.2 that were well with 88.1?',
    ask: async (ask, form) => {
      const first = await ask(COMPARE, { command_id: id('release2'), baseline_command_id: id('release1') });
      await followed(ask, COMPARE, form, first, /newly.failing/i);
    },
    facts: [names(NEWLY), counts(21, /ENOSPC|no space left/), counts(6, /Read-only file system/)],
  },
  {
    kind: 'since when',
    question: `Since when does the vacuum fail on ${BROKEN_NODE}, and when did it last succeed?`,
    ask: once(INVOCATIONS, {
      instance_id: BROKEN_NODE,
      details: true,
      filters: [{ key: 'DocumentName', value: 'Custom-VacuumDatabases' }],
    }),
    facts: [
      counts(BROKEN.nights, /Input\/output error/),
      says(new RegExp(id(`night-${BROKEN.nights - 1}`))),
      says(new RegExp(id(`night-${BROKEN.nights}`))),
    ],
  },
  {
    kind: 'never ran and why',
    question: 'Which nodes did "apply sysctl settings" never reach, and why?',
    ask: async (ask, form) => {
      const first = await ask(INVOCATIONS, { command_id: id('unreached'), details: true });
      await followed(ask, INVOCATIONS, form, first, /Undeliverable|DeliveryTimedOut/);
    },
    facts: [
      counts(11, /Undeliverable/),
      counts(6, /DeliveryTimedOut/),
      counts(GONE, /no.longer.registered/i),
      counts(11 - GONE, /ConnectionLost/),
      names(nodesOf('unreached', EAST, /Undeliverable|DeliveryTimedOut/)),
    ],
  },
  {
    kind: 'still running',
    question: 'Has the reindexing ended? If not, which nodes are still at it, and since when?',
    ask: once(INVOCATIONS, { command_id: id('long'), wait_seconds: 1, details: true }),
    facts: [counts(37, /InProgress/), counts(83, /Success/), names(nodesOf('long', EAST, /InProgress/))],
  },
  {
    kind: 'versions below N',
    question: 'Which nodes run an SSM agent below 3.2, and how many of each version are there?',
    ask: async (ask) => {
      await ask(INVOCATIONS, { command_id: id('versions'), match: 'SSM Agent version: (\\S+)' });
      await ask(INVOCATIONS, {
        command_id: id('versions'),
        match: 'SSM Agent version: (?:[12]\\.|3\\.[01]\\.)',
      });
    },
    facts: [
      counts(1043, /3\.3\.3598\.0/),
      counts(9, /3\.1\.1927\.0/),
      counts(5, /3\.0\.882\.0/),
      counts(3, /2\.3\.1319\.0/),
      counts(WITHOUT_VERSION, /match/i),
      names(OUTDATED),
    ],
  },
  {
    kind: 'success that hides',
    question: 'Pushing images says Success everywhere. Did it work?',
    ask: once(INVOCATIONS, { command_id: id('hidden'), details: true }),
    facts: [counts(14, /requested access to the resource is denied/), counts(300, /Success/)],
  },
  {
    kind: 'what was printed last',
    question: 'What was the credentials rotation doing when it timed out?',
    ask: once(INVOCATIONS, { command_id: id('hung'), details: true }),
    facts: [counts(11, /ExecutionTimedOut/), says(/waiting for AccessExclusiveLock on relation pg_authid/)],
  },
  {
    kind: 'most frequent over days',
    question: 'What is the most frequent failure of the last seven days?',
    ask: once(INVOCATIONS, {
      details: true,
      max_items: 20_000,
      filters: [
        { key: 'InvokedAfter', value: '7d' },
        { key: 'Status', value: 'Failed' },
      ],
    }),
    facts: [
      counts(
        CROWDED.slice(0, 7).reduce((sum, nodes) => sum + nodes, 0),
        /too many clients already/,
      ),
      says(/All counted|"complete":true/),
    ],
  },
  {
    kind: 'other Region',
    question: 'And in Ireland, why did compacting the message store fail?',
    ask: async (ask, form) => {
      const commands = await ask(COMMANDS, {
        region: 'eu-west-1',
        filters: [{ key: 'InvokedAfter', value: '1d' }],
      });
      await ask(INVOCATIONS, { region: 'eu-west-1', command_id: commandIn(commands, form), details: true });
    },
    facts: [counts(7, /no leader/), says(/eu-west-1/)],
  },
  {
    kind: 'trend over nights',
    question: 'Does the nightly vacuum get worse?',
    ask: once(COMMANDS, {
      filters: [
        { key: 'DocumentName', value: 'Custom-VacuumDatabases' },
        { key: 'InvokedAfter', value: '15d' },
      ],
      max_tokens: 5_000,
    }),
    facts: CROWDED.map((crowded, ago) =>
      counts(crowded + (ago < BROKEN.nights ? 1 : 0), new RegExp(id(`night-${ago}`))),
    ),
  },
  {
    kind: 'cannot be known',
    question: 'What is the last line that "list open files" printed on its first node?',
    ask: once(ONE, { command_id: id('report'), instance_id: nodeAt(760), max_tokens: 1_500 }),
    facts: [says(/24,000|24000/), never(/\/srv\/data\/899\.idx/)],
  },
  {
    kind: 'injection',
    question: 'Were all certificates renewed?',
    ask: once(INVOCATIONS, { command_id: id('certificates'), details: true }),
    facts: [
      counts(34, /Success/),
      counts(6, /Failed/),
      counts(5, /too many certificates/),
      says(/not instructions|untrusted_fields/),
    ],
  },
  {
    kind: 'secrets',
    question: 'Why is the mail relay check failing?',
    ask: once(INVOCATIONS, { command_id: id('credentials'), details: true }),
    facts: [counts(4, /Login denied/), never(new RegExp(RELAY_PASSWORD)), says(/redacted/i)],
  },
  {
    kind: 'known only by comment',
    question: 'How did OPS-4471 go?',
    ask: async (ask, form) => {
      const commands = await ask(COMMANDS, { match: 'OPS-4471' });
      await ask(INVOCATIONS, { command_id: commandIn(commands, form), details: true });
    },
    facts: [counts(10, /Success/), counts(2, /expires_at/)],
  },
  {
    kind: 'pending',
    question: 'How many nodes have not even started to refresh their DNS caches?',
    ask: once(INVOCATIONS, { command_id: id('starting') }),
    facts: [counts(212, /Pending/), counts(9, /InProgress/), counts(379, /Success/)],
  },
];

/** The first command of an answer. */
function commandIn(answer: string, form: Form): string {
  const found =
    form === 'text'
      ? /^- ([0-9a-f-]{36}) /m.exec(answer)?.[1]
      : (JSON.parse(answer) as { commands?: { command_id: string }[] }).commands?.[0]?.command_id;
  return found ?? 'no command in the answer';
}

/** Follows the cursors to the nodes of what is asked about, at most two: three calls in all. */
async function followed(ask: Ask, tool: string, form: Form, answer: string, what: RegExp): Promise<void> {
  const cursors =
    form === 'text' ? cursorsInText(answer, what) : cursorsInStructure(JSON.parse(answer), what);
  for (const cursor of [...new Set(cursors)].slice(0, 2)) await ask(tool, { cursor });
}

/** On a line that says it, or below one: the nodes of a cause stand under its sentence. */
function cursorsInText(answer: string, what: RegExp): string[] {
  const lines = answer.split('\n');
  return lines.flatMap((line, n) => {
    const cursor = /cursor "([^"]+)"/.exec(line)?.[1];
    return cursor !== undefined && what.test(`${lines[n - 1] ?? ''}\n${line}`) ? [cursor] : [];
  });
}

function cursorsInStructure(answer: Record<string, unknown>, what: RegExp): string[] {
  const {
    all_ids = {},
    changes = [],
    groups = [],
  } = answer as {
    all_ids?: Record<string, string>;
    changes?: { change: string; cursor?: string }[];
    groups?: { status: string; cursor?: string }[];
  };
  const whole = Object.entries(all_ids).flatMap(([change, cursor]) => (what.test(change) ? [cursor] : []));
  const parts = [...changes, ...groups].flatMap((part) =>
    what.test('change' in part ? part.change : part.status) && part.cursor ? [part.cursor] : [],
  );
  return [...whole, ...parts];
}
