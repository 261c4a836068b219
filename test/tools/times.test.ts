/** Time in results that span commands, and the timeline of one node. */

import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import { fleetOf, type LiteralCommand } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const TOOL = 'list_command_invocations';
const NODE = nodeId(7);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_NIGHT = Date.UTC(2026, 9, 1, 2, 0, 0);

const DISK_FULL = { responseCode: 1, stderr: 'tar: /backup/db.tar: Cannot write: No space left on device' };
const REFUSED = {
  responseCode: 2,
  stderr: 'pg_dump: error: connection to server failed: Connection refused',
};
const DONE = { stdout: 'backup done' };
const RUNNING = { status: 'InProgress', finishedAtMs: undefined } as object;

function nodeId(node: number): string {
  return `i-0a1b2c3d4e5f6${String(node).padStart(4, '0')}`;
}

function commandId(number: number): string {
  return `11111111-2222-4333-8444-${String(number).padStart(12, '0')}`;
}

const at = (night: number) => new Date(FIRST_NIGHT + night * DAY).toISOString().replace('.000Z', 'Z');

type Plugin = object | undefined;

/** Night by night what happened on `nodes` nodes; `undefined` where the command did not run on one. */
function nights(
  count: number,
  nodes: number,
  plugin: (night: number, node: number) => Plugin,
): LiteralCommand[] {
  return Array.from({ length: count }, (_, night) => ({
    commandId: commandId(night),
    comment: 'nightly backup',
    requestedAtMs: FIRST_NIGHT + night * DAY,
    invocations: Array.from({ length: nodes }, (_, node) => ({ node, plugin: plugin(night, node) })).flatMap(
      ({ node, plugin }) => (plugin ? [{ instanceId: nodeId(node), plugins: [plugin] }] : []),
    ),
  }));
}

async function ask(commands: readonly LiteralCommand[], args: object = {}) {
  const fixture = await startFixture({ fleet: fleetOf(commands) });
  const answer = await fixture.call(TOOL, { details: true, ...args });
  return { fixture, text: answer.text, list: answer.structured as InvocationList };
}

/** What one node did, night by night. */
const askNode = (plugins: readonly Plugin[], args: object = {}) =>
  ask(
    nights(plugins.length, 8, (night, node) => (node === 7 ? plugins[night] : undefined)),
    { instance_id: NODE, ...args },
  );

describe('a result that spans commands', () => {
  const growing = nights(10, 20, (night, node) => (node < night - 3 ? DISK_FULL : DONE));

  it('says of each group when it occurred, and in which commands most', async () => {
    const { list, text } = await ask(growing);
    const [failed] = list.groups;
    expect(failed).toMatchObject({
      cause: DISK_FULL.stderr,
      nodes: 6,
      invocations: 21,
      first_at: at(4),
      last_at: at(9),
      commands: [
        { command_id: commandId(9), nodes: 6 },
        { command_id: commandId(8), nodes: 5 },
        { command_id: commandId(7), nodes: 4 },
      ],
      more_commands: 3,
      by_day: { '10-10': 6, '10-09': 5, '10-08': 4, '10-07': 3, '10-06': 2, '10-05': 1 },
    });
    expect(text).toContain(`   first ${at(4)}, last ${at(9)}\n`);
    expect(text).toContain(
      `   in ${commandId(9)} (6 nodes), ${commandId(8)} (5), ${commandId(7)} (4) and 3 more commands\n`,
    );
    expect(text).toContain('   by day: 10-10: 6, 10-09: 5, 10-08: 4, 10-07: 3, 10-06: 2, 10-05: 1\n');
    expect(list.groups.every(({ first_at, last_at }) => first_at && last_at)).toBe(true);
  });

  it('says how it went from day to day', async () => {
    const { list, text } = await ask(growing);
    expect(Object.entries(list.summary.not_succeeded_by_day ?? {}).slice(0, 3)).toEqual([
      ['10-10', '6 of 20'],
      ['10-09', '5 of 20'],
      ['10-08', '4 of 20'],
    ]);
    expect(text).toContain('Not succeeded by day (UTC): 10-10: 6 of 20, 10-09: 5 of 20,');
    const few = await ask(growing, { max_tokens: 500 });
    expect(few.list.summary.not_succeeded_by_day).toMatchObject({ '10-10': '6 of 20', earlier: '0 of 80' });
    const cut = await ask(growing, { max_items: 90 });
    expect(Object.values(cut.list.summary.not_succeeded_by_day ?? {}).slice(-2)).toEqual([
      '3 of 20',
      '2 of 10 so far',
    ]);
    const failed = await ask(growing, { filters: [{ key: 'Status', value: 'Failed' }] });
    expect(failed.list.summary.invocations_by_day).toEqual(list.groups[0]?.by_day);
  });

  it('counts a run that goes on past midnight as one night', async () => {
    const late = FIRST_NIGHT - 3 * HOUR;
    const invocations = Array.from({ length: 8 }, (_, node) => ({
      instanceId: nodeId(node),
      requestedAtMs: late + node * HOUR,
      plugins: [DISK_FULL],
    }));
    const { list } = await ask([
      { commandId: commandId(1), requestedAtMs: late, invocations },
      {
        commandId: commandId(2),
        requestedAtMs: late + 2 * DAY,
        invocations: [{ instanceId: NODE, plugins: [DISK_FULL] }],
      },
    ]);
    expect(list.summary.not_succeeded_by_day).toEqual({ '10-02': '1 of 1', '09-30': '8 of 8' });
  });

  it('says of which kind of command a group is, where there are several', async () => {
    const { list } = await ask([
      ...growing,
      {
        commandId: commandId(99),
        comment: 'deploy checkout',
        requestedAtMs: FIRST_NIGHT,
        invocations: [{ instanceId: NODE, plugins: [REFUSED] }],
      },
    ]);
    expect(list.groups.map(({ comment }) => comment)).toEqual([
      'nightly backup',
      'deploy checkout',
      'nightly backup',
    ]);
    expect(list.untrusted_fields).toContain('comment');
  });

  it('is told apart from one command, whose time stands beside it', async () => {
    const { list } = await ask(growing, { command_id: commandId(9) });
    for (const name of ['first_at', 'last_at', 'commands', 'by_day']) {
      expect(list.groups[0]).not.toHaveProperty(name);
    }
    expect(list.summary).not.toHaveProperty('not_succeeded_by_day');
    expect(list).not.toHaveProperty('timeline');
  });
});

describe('the timeline of one node', () => {
  it('says since when it fails, with what, in which command that began, and when it last worked', async () => {
    const { list, text } = await askNode([DONE, DONE, DONE, DISK_FULL, DISK_FULL, REFUSED]);
    expect(list.timeline).toEqual([
      {
        document_name: 'AWS-RunShellScript',
        comment: 'nightly backup',
        invocations: 6,
        failing_since: { at: at(3), command_id: commandId(3), invocations: 3 },
        last_success: { at: at(2), command_id: commandId(2) },
        runs: [
          { status: 'Failed', group: 2, invocations: 1, first_at: at(5) },
          { status: 'Failed', group: 1, invocations: 2, first_at: at(3), last_at: at(4) },
          { status: 'Success', group: 3, invocations: 3, first_at: at(0), last_at: at(2) },
        ],
      },
    ]);
    expect(list.groups.slice(0, 2)).toMatchObject([
      { cause: DISK_FULL.stderr, began_in: commandId(3), last_success: { command_id: commandId(2) } },
      { cause: REFUSED.stderr, began_in: commandId(5), last_success: { at: at(2) } },
    ]);
    expect(text).toContain(
      `fails since ${at(3)} (command ${commandId(3)}), 3 times; last success ${at(2)} (command ${commandId(2)}).`,
    );
    expect(text).toContain(
      `   began in command ${commandId(3)}; last success before ${at(2)} (command ${commandId(2)})`,
    );
  });

  it('lists its invocations newest first, whatever came of them', async () => {
    const { list, text } = await askNode([DISK_FULL, DONE, REFUSED, DONE]);
    expect(list.commands.map((command) => command.command_id)).toEqual([3, 2, 1, 0].map(commandId));
    expect(text).toContain(
      [
        'Invocations, newest first',
        `- ${at(3)} Success, group 3, 1 s: ${commandId(3)} AWS-RunShellScript "nightly backup"`,
        `- ${at(2)} Failed, exit 2, group 1, 1 s: ${commandId(2)}`,
      ].join('\n'),
    );
  });

  it('names the one node once, and nowhere in the groups', async () => {
    const { list, text } = await askNode([DONE, DISK_FULL, DISK_FULL]);
    expect(text.split(NODE).length - 1).toBe(1);
    expect(list.groups.flatMap((group) => group.instance_ids)).toEqual([]);
  });

  it('counts a success in between: it fails since the last one, and the cause began before', async () => {
    const { list } = await askNode([DONE, DISK_FULL, DONE, DISK_FULL, DISK_FULL]);
    expect(list.timeline?.[0]).toMatchObject({
      failing_since: { at: at(3), invocations: 2 },
      last_success: { at: at(2) },
    });
    expect(list.groups[0]).toMatchObject({ first_at: at(1), began_in: commandId(1) });
  });

  it('does not fail any more once it worked, nor does it work because one is under way', async () => {
    const worked = await askNode([DISK_FULL, DONE]);
    expect(worked.list.timeline?.[0]).not.toHaveProperty('failing_since');
    const running = await askNode([DONE, DISK_FULL, RUNNING]);
    expect(running.list.timeline?.[0]).toMatchObject({
      failing_since: { at: at(1), invocations: 1 },
      runs: [{ status: 'InProgress' }, { status: 'Failed' }, { status: 'Success' }],
    });
  });

  it('claims no success where there is none, and says nothing of it where a filter leaves it out', async () => {
    const never = await askNode([DISK_FULL, DISK_FULL]);
    expect(never.list.timeline?.[0]).not.toHaveProperty('last_success');
    expect(never.text).toContain('2 times; no success among them.');
    const filtered = await askNode([DONE, DISK_FULL], { filters: [{ key: 'Status', value: 'Failed' }] });
    expect(filtered.text).toContain(`fails since ${at(1)} (command ${commandId(1)}), 1 time.`);
    expect(filtered.list.notes?.join()).toContain('The filter by Status leaves invocations out');
  });

  it('keeps kinds of commands apart, those that fail now first; a number in the comment makes no kind', async () => {
    const deploy = (number: number, hours: number, plugin: object) => ({
      commandId: commandId(100 + number),
      comment: `deploy checkout 2.${number}`,
      requestedAtMs: FIRST_NIGHT + hours * HOUR,
      invocations: [{ instanceId: NODE, plugins: [plugin] }],
    });
    const { list } = await ask(
      [
        ...nights(3, 8, (night) => (night === 0 ? DONE : DISK_FULL)),
        deploy(1, 10, DISK_FULL),
        deploy(2, 60, { stdout: 'deployed' }),
      ],
      { instance_id: NODE },
    );
    expect(list.timeline).toMatchObject([
      { comment: 'nightly backup', failing_since: { at: at(1) }, last_success: { at: at(0) } },
      { comment: 'deploy checkout 2.2', invocations: 2, last_success: { command_id: commandId(102) } },
    ]);
    // The deploy met it first, and had never worked before.
    expect(list.groups[0]).toMatchObject({ began_in: commandId(101) });
    expect(list.groups[0]).not.toHaveProperty('last_success');
  });

  it('counts the kinds of commands that it has no room for', async () => {
    const kinds = Array.from({ length: 60 }, (_, kind) => ({
      commandId: commandId(kind),
      comment: `task ${String.fromCharCode(97 + (kind % 26), 97 + Math.floor(kind / 26))}`,
      requestedAtMs: FIRST_NIGHT + kind * HOUR,
      invocations: [{ instanceId: NODE, plugins: [kind === 5 ? DISK_FULL : DONE] }],
    }));
    const { list, text } = await ask(kinds, { instance_id: NODE });
    const shown = list.timeline?.length ?? 0;
    expect(list.timeline?.[0]).toMatchObject({ comment: 'task fa', failing_since: {} });
    expect(shown).toBeGreaterThan(3);
    expect(list.timeline_omitted).toEqual({ kinds: 60 - shown, invocations: 60 - shown });
    expect(text).toContain(`... and ${60 - shown} more kinds of command`);
  });

  it.each([500, 900, 2_500])(
    'keeps %i tokens, and its cursors show every invocation once',
    async (max_tokens) => {
      const flapping = Array.from({ length: 40 }, (_, night) => [DONE, DISK_FULL, REFUSED][night % 3]);
      const { fixture, list, text } = await askNode(flapping, { max_tokens });
      for (const form of [text, JSON.stringify(list)]) {
        expect(exactTokens(form).o200k).toBeLessThanOrEqual(max_tokens);
      }
      expect(await idsAlong(fixture, list)).toEqual(flapping.map((_, night) => commandId(night)).reverse());
    },
  );
});

/** Of 31 commands on 300 nodes, what an assistant asks about time. */
it.each([
  ['since when a node fails', { instance_id: NODE }],
  ['how the nights went', { max_items: 20_000, filters: [{ key: 'InvokedAfter', value: '2026-10-27' }] }],
  ['what failed most lately', { max_items: 20_000, filters: [{ key: 'Status', value: 'Failed' }] }],
])('answers %s in one call', async (_question, args) => {
  const commands = nights(31, 300, (night, node) => (node % 40 < night - 22 ? DISK_FULL : DONE));
  const { list, text } = await ask(commands, args);
  expect(list.summary.complete).toBe(true);
  expect(exactTokens(text).o200k).toBeLessThan(2_500);
  expect(list.groups[0]).toMatchObject({ status: 'Failed', cause: DISK_FULL.stderr });
  expect(list.groups[0]?.first_at).toBeDefined();
});

async function idsAlong(fixture: Fixture, first: InvocationList): Promise<string[]> {
  const ids: string[] = [];
  for (let list = first; ; ) {
    ids.push(...list.commands.map((command) => command.command_id));
    if (list.next_cursor === undefined) return ids;
    list = (await fixture.call(TOOL, { cursor: list.next_cursor })).structured as InvocationList;
  }
}
