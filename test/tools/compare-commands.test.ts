import { describe, expect, it } from 'vitest';
import { renderProblem } from '../../src/answer/problem.ts';
import type { CommandComparison } from '../../src/tools/compare-commands/schema.ts';
import type { Fault } from '../endpoint/endpoint.ts';
import {
  fleetOf,
  type LiteralCommand,
  type LiteralInvocation,
  type LiteralPlugin,
} from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const TOOL = 'compare_commands';
const LATER = '11111111-2222-4333-8444-555555555555';
const EARLIER = '66666666-7777-4888-9999-aaaaaaaaaaaa';
const UNKNOWN = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

const idOf = (node: number) => `i-0a1b2c3d4e5f6${String(node).padStart(4, '0')}`;
const idsFrom = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => idOf(from + index));

type Outcome = LiteralPlugin | 'InProgress' | 'Undeliverable' | 'Terminated';

const OK: Outcome = { stdout: 'deployed' };
const DISK: Outcome = {
  responseCode: 1,
  stderr: 'tar: /var/log/app.tar: Cannot write: No space left on device',
};
const YUM: Outcome = { responseCode: 1, stderr: 'Error: yum lock is held by another process' };

function invocation(node: number, outcome: Outcome): LiteralInvocation {
  const instanceId = idOf(node);
  if (typeof outcome === 'object') return { instanceId, plugins: [outcome] };
  if (outcome === 'InProgress') return { instanceId, status: outcome, plugins: [] };
  return { instanceId, status: 'Failed', statusDetails: outcome, plugins: [] };
}

/** A run on the nodes that have an outcome. */
function run(
  commandId: string,
  requestedAtMs: number,
  outcomes: readonly (Outcome | undefined)[],
  header: Partial<LiteralCommand> = {},
): LiteralCommand {
  return {
    commandId,
    requestedAtMs,
    documentName: 'Shop-Deploy',
    ...header,
    invocations: outcomes.flatMap((outcome, node) => (outcome ? [invocation(node, outcome)] : [])),
  };
}

const later = (outcomes: readonly (Outcome | undefined)[], header?: Partial<LiteralCommand>) =>
  run(LATER, NOON, outcomes, header);
const earlier = (outcomes: readonly (Outcome | undefined)[], header?: Partial<LiteralCommand>) =>
  run(EARLIER, NOON - HOUR, outcomes, header);

async function compared(fixture: Fixture, args: Record<string, unknown> = { command_id: LATER }) {
  const { text, structured } = await fixture.call(TOOL, args);
  return { text, list: structured as CommandComparison };
}

async function comparedOn(commands: readonly LiteralCommand[], args?: Record<string, unknown>) {
  return await compared(await startFixture({ fleet: fleetOf(commands) }), args);
}

const many = (count: number, outcome: Outcome) => Array<Outcome>(count).fill(outcome);

/** Ten nodes, one of each way to change. */
const BEFORE = [OK, OK, DISK, DISK, DISK, DISK, OK, 'Undeliverable', OK, undefined] as const;
const AFTER = [OK, DISK, DISK, YUM, OK, 'InProgress', 'Undeliverable', DISK, undefined, YUM] as const;

describe('two runs of one command', () => {
  it('are told apart node by node, the same cause under one name', async () => {
    const { list, text } = await comparedOn([later(AFTER), earlier(BEFORE)]);
    expect(list.summary).toEqual({
      complete: true,
      newly_failing: 2,
      still_failing: 1,
      still_failing_other_cause: 2,
      fixed: 1,
      unfinished: 1,
      only_in_command: 1,
      only_in_baseline: 1,
      succeeded_in_both: 1,
      never_reached: 1,
    });
    const disk = expect.stringContaining('No space left on device');
    const yum = expect.stringContaining('yum lock');
    expect(list.changes).toMatchObject([
      { change: 'newly_failing', status: 'Failed', cause: disk, instance_ids: [idOf(1)] },
      { change: 'newly_failing', status: 'Undeliverable', instance_ids: [idOf(6)] },
      { change: 'still_failing', status: 'Failed', cause: disk, instance_ids: [idOf(2)] },
      { change: 'other_cause', cause: disk, was_status: 'Undeliverable', instance_ids: [idOf(7)] },
      { change: 'other_cause', cause: yum, was_status: 'Failed', was_cause: disk, instance_ids: [idOf(3)] },
      { change: 'fixed', was_status: 'Failed', was_cause: disk, instance_ids: [idOf(4)] },
      { change: 'unfinished', status: 'InProgress', was_cause: disk, instance_ids: [idOf(5)] },
      { change: 'only_in_command', status: 'Failed', cause: yum, instance_ids: [idOf(9)] },
      { change: 'only_in_baseline', was_status: 'Success', instance_ids: [idOf(8)] },
    ]);
    expect(text.split('\n')[0]).toBe(
      '2 nodes newly failing, 3 failing in both (1 for the same cause, 2 for another), 1 fixed, 1 not finished, 1 only in the command, 1 only in the baseline, 1 succeeded in both. 1 failing node was never reached. All counted.',
    );
  });

  it('of which the baseline had not finished on a node call it neither fixed nor newly failing', async () => {
    const { list } = await comparedOn([later([OK, DISK]), earlier(['InProgress', 'InProgress'])]);
    expect(list.summary).toMatchObject({ newly_failing: 0, fixed: 0, unfinished: 2 });
    expect(list.changes.map(({ status, was_status }) => [status, was_status])).toEqual([
      ['Failed', 'InProgress'],
      ['Success', 'InProgress'],
    ]);
  });

  it('on one node are compared as well, and equal ones have nothing to list', async () => {
    const one = await comparedOn([later([DISK]), earlier([OK])]);
    expect(one.list.summary).toMatchObject({ newly_failing: 1, succeeded_in_both: 0 });
    const equal = await comparedOn([later([OK]), earlier([OK])]);
    expect(equal.list).toMatchObject({ changes: [], summary: { succeeded_in_both: 1 } });
    expect(equal.list).not.toHaveProperty('next_cursor');
  });

  it('of different documents are compared where both are named, and the answer says so', async () => {
    const args = { command_id: LATER, baseline_command_id: EARLIER };
    const { list } = await comparedOn([later([DISK]), earlier([OK], { documentName: 'Other-Doc' })], args);
    expect(list.summary.newly_failing).toBe(1);
    expect(list.notes).toEqual(['The two ran different documents.']);
    expect(list).not.toHaveProperty('chosen_because');
  });

  it('without a node in common say so', async () => {
    const { list } = await comparedOn([later([DISK]), earlier([undefined, OK])]);
    expect(list.notes).toEqual(['No node is in both: another baseline may say more.']);
  });

  it('have one name for nodes that were cancelled, whether they had started or not', async () => {
    const started: Outcome = { status: 'Cancelled', startedAtMs: NOON };
    const never = { status: 'Cancelled', startedAtMs: undefined, finishedAtMs: undefined } as object;
    const { list } = await comparedOn([later([never, OK, OK]), earlier([started, started, never])]);
    expect(list.summary).toMatchObject({ still_failing: 1, still_failing_other_cause: 0 });
    expect(list.changes.map(({ change, nodes }) => [change, nodes])).toEqual([
      ['still_failing', 1],
      ['fixed', 2],
    ]);
  });

  it('may be named the wrong way round, which the answer says', async () => {
    const args = { command_id: EARLIER, baseline_command_id: LATER };
    const { list, text } = await comparedOn([later([DISK]), earlier([OK])], args);
    expect(list.summary.fixed).toBe(1);
    expect(list.notes?.[0]).toMatch(/^The baseline was requested after the command/);
    expect(text).toContain('Swap the two ids');
  });

  it('count a node once where a page shows it again', async () => {
    const fixture = await startFixture({
      fleet: fleetOf([later([...many(3, DISK), ...many(57, OK)]), earlier(many(60, OK))]),
      fault: ({ operation, input }) =>
        operation === 'ListCommandInvocations' && input['NextToken'] !== undefined
          ? {
              kind: 'patch',
              patch: (body) => {
                const items = body['CommandInvocations'] as { InstanceId: string }[];
                return { ...body, CommandInvocations: [...items, ...items] };
              },
            }
          : undefined,
    });
    const { list } = await compared(fixture);
    expect(list.summary).toMatchObject({ newly_failing: 3, succeeded_in_both: 57 });
    expect(list.command.invocations).toBe(60);
  });
});

describe('1,200 nodes', () => {
  const nodes = Array.from({ length: 1_200 }, (_, node) => node);
  const fleet = [
    later(nodes.map((node) => (node % 30 === 0 ? DISK : node % 50 === 7 ? YUM : OK))),
    earlier(nodes.map((node) => (node % 30 === 0 || node % 60 === 11 ? DISK : OK))),
  ];
  const inBoth = nodes.filter((node) => node % 30 === 0).map(idOf);
  const newly = nodes.filter((node) => node % 50 === 7).map(idOf);

  it('are answered in one call, with all ids that matter, as text and as structure', async () => {
    const { list, text } = await comparedOn(fleet, { command_id: LATER, max_tokens: 6_000 });
    for (const shown of [text, JSON.stringify(list)]) {
      expect(exactTokens(shown).max).toBeLessThanOrEqual(6_000);
      for (const id of [...inBoth, ...newly]) expect(shown).toContain(id);
    }
    expect(list.changes.filter(({ cursor }) => cursor)).toEqual([]);
  });
});

describe('the baseline that nobody named', () => {
  const TAGS = { targets: [{ Key: 'tag:role', Values: ['web'] }], instanceIds: [] };
  const idAt = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const candidate = (index: number, header: Partial<LiteralCommand>) =>
    run(idAt(index), NOON - index * HOUR, [OK], header);

  /** The first candidate is the newest. */
  async function chosen(own: Partial<LiteralCommand>, candidates: readonly Partial<LiteralCommand>[]) {
    const all = candidates.map((header, index) => candidate(index + 1, header));
    const { list, text } = await comparedOn([later([DISK], own), ...all]);
    expect(text).toContain(`Baseline chosen: ${list.chosen_because}.`);
    return [Number(list.baseline.command_id.slice(-4)), list.chosen_because];
  }

  it('is the only earlier one of the same document, and never a later one', async () => {
    expect(
      await chosen({}, [
        { documentName: 'Other-Doc', comment: 'deploy' },
        { instanceIds: [idOf(7)], requestedAtMs: NOON + HOUR },
        { instanceIds: [idOf(7)] },
      ]),
    ).toEqual([3, 'the only earlier command of this document; other targets']);
  });

  it('is the newest with the same comment, targets and parameters', async () => {
    const same = { comment: 'nightly', parameters: { version: ['2'] }, ...TAGS };
    expect(
      await chosen(same, [
        { ...same, comment: 'by hand' },
        { ...same, targets: [{ Key: 'tag:role', Values: ['db'] }] },
        { ...same, parameters: { version: ['3'] } },
        same,
        same,
      ]),
    ).toEqual([
      4,
      'the newest earlier command of this document with the same comment, targets and parameters',
    ]);
  });

  it('takes a comment that differs in numbers for nearly the same', async () => {
    expect(
      await chosen({ comment: 'deploy shop 2.4.1', ...TAGS }, [
        { comment: 'restart', ...TAGS },
        { comment: 'deploy shop 2.4.0', ...TAGS },
      ]),
    ).toEqual([
      2,
      'the newest earlier command of this document with the same targets and the same comment but for numbers',
    ]);
  });

  it('goes by some of the same nodes where nodes were named', async () => {
    expect(
      await chosen({ instanceIds: [idOf(1), idOf(2)] }, [
        { instanceIds: [idOf(3)] },
        { instanceIds: [idOf(2), idOf(3), idOf(4)] },
      ]),
    ).toEqual([2, 'the newest earlier command of this document with some of the same nodes']);
  });

  it('is none that reached for no node', async () => {
    const empty = { ...candidate(1, {}), invocations: [] };
    const { list } = await comparedOn([later([DISK]), empty, candidate(2, {})]);
    expect(list.baseline.command_id).toBe(idAt(2));
  });

  it('is named with what it has not in common', async () => {
    expect(
      await chosen({ comment: 'disk report', parameters: { commands: ['df'] }, ...TAGS }, [
        { comment: 'kernels', parameters: { commands: ['uname'] }, ...TAGS },
        { comment: 'restart' },
      ]),
    ).toEqual([
      1,
      'the newest earlier command of this document with the same targets; other comment and parameters',
    ]);
  });

  it('is said not to be there, with what to do then', async () => {
    await expect(comparedOn([later([DISK])])).rejects.toMatchObject({ code: 'NotFound', what: 'baseline' });
  });

  it('is none of several that only ran on the same nodes, where any script may have run; they are named', async () => {
    const script = { documentName: 'AWS-RunShellScript', instanceIds: [idOf(1), idOf(2)] };
    const others = [1, 2].map((index) => candidate(index, { ...script, instanceIds: [idOf(2)] }));
    const error = await comparedOn([later([DISK], script), ...others]).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'NotFound', available: [idAt(1), idAt(2)] });
    expect(renderProblem(error, '')).toContain(`baseline_command_id. The newest earlier ones: ${idAt(1)}`);
  });
});

describe('what cannot be compared', () => {
  const fleet = fleetOf([later([DISK]), earlier([OK])]);

  it.each([
    [{ command_id: LATER, baseline_command_id: LATER }, 'InvalidInput'],
    [{ baseline_command_id: LATER }, 'InvalidInput'],
    [{ command_id: UNKNOWN }, 'NotFound'],
    [{ command_id: UNKNOWN, baseline_command_id: LATER }, 'NotFound'],
    [{ command_id: LATER, baseline_command_id: UNKNOWN }, 'NotFound'],
    [{ cursor: 'abcdefg-0' }, 'CursorExpired'],
  ])('%o is %s', async (args, code) => {
    const fixture = await startFixture({ fleet });
    await expect(fixture.call(TOOL, args)).rejects.toMatchObject({ code });
  });

  it('is no cursor to a place that the result does not have, nor one beside another question', async () => {
    const fixture = await startFixture({ fleet });
    await compared(fixture);
    const id = fixture.session.results.all()[0]?.id;
    for (const place of ['-1', '-g0.0', '-g1.1', '-g2.0', '-f2.0', '-f8.0', '-o0.0', '+'])
      await expect(fixture.call(TOOL, { cursor: `${id}${place}` })).rejects.toMatchObject({
        code: 'InvalidInput',
      });
    await expect(fixture.call(TOOL, { cursor: `${id}-0`, command_id: EARLIER })).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await fixture.call(TOOL, { cursor: `${id}-0`, command_id: LATER, baseline_command_id: EARLIER });
  });
});

const denied: Fault = { kind: 'error', type: 'AccessDeniedException' };

describe('without the permission to list commands', () => {
  const options = {
    fleet: fleetOf([later([DISK]), earlier([OK])]),
    fault: ({ operation }: { operation: string }) => (operation === 'ListCommands' ? denied : undefined),
  };

  it('two named commands are compared all the same', async () => {
    const fixture = await startFixture(options);
    const { list } = await compared(fixture, { command_id: LATER, baseline_command_id: EARLIER });
    expect(list.summary.newly_failing).toBe(1);
    expect(list.baseline).toMatchObject({
      document_name: 'Shop-Deploy',
      requested_at: '2026-01-15T11:00:00Z',
    });
  });

  it('no baseline can be chosen', async () => {
    const fixture = await startFixture(options);
    await expect(compared(fixture)).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('where AWS fails midway in one of the two', () => {
  /** 120 nodes: the last of the three pages of the baseline is denied as long as `broken` says so. */
  async function start() {
    const state = { broken: true };
    const outcomes = (fails: (node: number) => boolean) =>
      Array.from({ length: 120 }, (_, node) => (fails(node) ? DISK : OK));
    let pages = 0;
    const fixture = await startFixture({
      fleet: fleetOf([
        later(outcomes((node) => node % 10 < 2)),
        earlier(outcomes((node) => node % 10 > 0 && node % 10 < 4)),
      ]),
      fault: ({ operation, input }) => {
        if (operation !== 'ListCommandInvocations' || input['CommandId'] !== EARLIER) return undefined;
        pages += 1;
        return state.broken && pages > 2 ? denied : undefined;
      },
    });
    return { fixture, state };
  }

  it('no node is called fixed or only in one, and the first line says why', async () => {
    const { fixture } = await start();
    const { list, text } = await compared(fixture);
    expect(list.summary).toEqual({
      complete: false,
      newly_failing: 10,
      still_failing: 10,
      still_failing_other_cause: 0,
      unfinished: 0,
      undecided: 40,
      undecided_failing: 4,
      succeeded_in_both: 60,
      never_reached: 0,
    });
    expect(new Set(list.changes.map(({ change }) => change))).toEqual(
      new Set(['newly_failing', 'still_failing']),
    );
    expect(text.split('\n')[0]).toBe(
      'NOT all counted. No node is called fixed or only in one of the two: 40 nodes (4 of them failing in the command) undecided so far.',
    );
    expect(text).toContain(`read_on cursor "${list.read_on}"`);
    expect(list.notes?.[0]).toMatch(/^Of the baseline 100 invocations counted so far, .*AccessDenied/);
  });

  it('read_on reads the rest of that one alone, and then all is told', async () => {
    const { fixture, state } = await start();
    const { list } = await compared(fixture);
    await expect(fixture.call(TOOL, { cursor: list.read_on })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    state.broken = false;
    const asked = fixture.endpoint.requests.length;
    const { list: whole } = await compared(fixture, { cursor: list.read_on });
    expect(fixture.endpoint.requests.length - asked).toBe(1);
    expect(whole.summary).toMatchObject({
      complete: true,
      newly_failing: 12,
      still_failing: 12,
      fixed: 24,
      only_in_command: 0,
      succeeded_in_both: 72,
    });
    expect(whole).not.toHaveProperty('read_on');
  });

  it('what one run had is shown where the other could not be read at all', async () => {
    const fixture = await startFixture({
      fleet: fleetOf([later([DISK, OK]), earlier([OK, OK])]),
      fault: ({ operation, input }) =>
        operation === 'ListCommandInvocations' && input['CommandId'] === EARLIER ? denied : undefined,
    });
    const { list } = await compared(fixture);
    expect(list.summary).toMatchObject({ complete: false, undecided: 2 });
    expect(list.command.by_status).toEqual({ Failed: 1, Success: 1 });
    expect(list.changes).toEqual([]);
    expect(list.read_on).toBeDefined();
  });

  it('an error says why neither could be read', async () => {
    const fixture = await startFixture({
      fleet: fleetOf([later([DISK]), earlier([OK])]),
      fault: ({ operation }) => (operation === 'ListCommandInvocations' ? denied : undefined),
    });
    await expect(compared(fixture)).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

it('ends at once when the client cancels', async () => {
  const fixture = await startFixture({
    fleet: fleetOf([later([DISK]), earlier([OK])]),
    fault: ({ operation }) => (operation === 'ListCommandInvocations' ? { kind: 'hang' } : undefined),
  });
  const client = new AbortController();
  const call = fixture.call(TOOL, { command_id: LATER }, { signal: client.signal });
  // The command, its candidates, and the first page of both.
  await fixture.endpoint.arrived(4);
  client.abort(new Error('gone'));
  await expect(call).rejects.toThrow('gone');
  expect(fixture.session.results.size).toBe(0);
});

it('reads both at once', async () => {
  const arrived: unknown[] = [];
  const fixture = await startFixture({
    fleet: fleetOf([later(many(60, DISK)), earlier(many(60, OK))]),
    fault: ({ operation, input }) => {
      if (operation === 'ListCommandInvocations') arrived.push(input['CommandId']);
      return undefined;
    },
  });
  await compared(fixture);
  expect(new Set(arrived.slice(0, 2))).toEqual(new Set([LATER, EARLIER]));
  expect(fixture.progress.at(-1)).toMatchObject({ done: 120, total: 120 });
});

describe('cursors', () => {
  const words = ['disk', 'lock', 'mount', 'route', 'token', 'quota', 'inode', 'cert', 'proxy', 'queue'];
  /** Each node fails with words of its own, other ones in each run. */
  const ownFailure = (node: number, salt: number): Outcome => ({
    responseCode: 1,
    stderr: `error: ${[0, 1, 2, 3].map((at) => words[(node * (at + 3) + Math.floor(node / 10 ** at) + salt) % 10]).join(' ')} ${words[node % 10]}${'x'.repeat(node % 17)} failed`,
  });
  const nodes = Array.from({ length: 200 }, (_, node) => node);
  const fleet = fleetOf([
    later(nodes.map((node) => (node % 4 === 0 ? OK : ownFailure(node, 0)))),
    earlier(nodes.map((node) => (node % 4 === 1 ? OK : ownFailure(node, 5)))),
  ]);

  it.each([500, 900, 2_500])(
    'list every change and each of its nodes once, within %i tokens',
    async (max) => {
      const fixture = await startFixture({ fleet });
      const bounded = async (args: Record<string, unknown>) => {
        const page = await compared(fixture, args);
        for (const form of [page.text, JSON.stringify(page.list)]) {
          expect(exactTokens(form).max).toBeLessThanOrEqual(max);
          expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * max);
        }
        return page.list;
      };
      const pagesFrom = async (args: Record<string, unknown>) => {
        const pages: CommandComparison[] = [];
        for (let next: Record<string, unknown> | undefined = args; next; ) {
          const page: CommandComparison = await bounded(next);
          pages.push(page);
          next = page.next_cursor ? { cursor: page.next_cursor } : undefined;
        }
        return pages;
      };
      const idsAlong = async (cursor: string) =>
        (await pagesFrom({ cursor })).flatMap(({ changes }) => changes.flatMap((one) => one.instance_ids));

      const pages = await pagesFrom({ command_id: LATER, max_tokens: max });
      const kinds = new Map<string, string[]>();
      const allIds = new Map<string, string>();
      for (const { changes, all_ids = {} } of pages) {
        for (const [change, cursor] of Object.entries(all_ids)) allIds.set(change, cursor);
        for (const { change, nodes: count, cursor, instance_ids } of changes) {
          const ids = cursor ? await idsAlong(cursor) : instance_ids;
          expect(ids).toHaveLength(count);
          kinds.set(change, [...(kinds.get(change) ?? []), ...ids]);
        }
      }
      const failing = (...rests: number[]) => nodes.filter((node) => rests.includes(node % 4)).map(idOf);
      expect(kinds.get('newly_failing')?.sort()).toEqual(failing(1));
      expect(kinds.get('fixed')?.sort()).toEqual(failing(0));
      const inBoth = [...(kinds.get('still_failing') ?? []), ...(kinds.get('other_cause') ?? [])];
      expect(inBoth.sort()).toEqual(failing(2, 3));
      for (const [change, cursor] of allIds)
        expect((await idsAlong(cursor)).sort()).toEqual(kinds.get(change)?.sort());
    },
  );

  it('put 50 ids on a line', async () => {
    const fixture = await startFixture({ fleet: fleetOf([later(many(120, DISK)), earlier(many(120, OK))]) });
    const { list } = await compared(fixture, { command_id: LATER, max_tokens: 500 });
    const { text } = await compared(fixture, { cursor: list.changes[0]?.cursor, max_tokens: 20_000 });
    const lines = text.split('\n').filter((line) => line.startsWith('i-'));
    expect(lines).toEqual([idsFrom(0, 50), idsFrom(50, 100), idsFrom(100, 120)].map((ids) => ids.join(', ')));
  });
});

it('what nodes and senders wrote is named, fenced and kept in bounds on the smallest page', async () => {
  const wild: Outcome = { responseCode: 1, stderr: `error: \u001b[31m${'[node output'.repeat(200)}` };
  const { list, text } = await comparedOn(
    [
      later([wild, wild], { comment: '\ufdfa'.repeat(100) }),
      earlier([OK, DISK], { comment: '"\n'.repeat(50) }),
    ],
    { command_id: LATER, max_tokens: 500 },
  );
  for (const form of [text, JSON.stringify(list)]) {
    expect(exactTokens(form).max).toBeLessThanOrEqual(500);
    expect(Buffer.byteLength(form)).toBeLessThanOrEqual(2_000);
  }
  expect(list.untrusted_fields).toEqual(expect.arrayContaining(['comment', 'document_name']));
});

it('a client may pick the nodes that failed', async () => {
  const fixture = await startFixture({ fleet: fleetOf([later([OK, DISK]), earlier([OK, OK])]) });
  await compared(fixture);
  const [stored] = fixture.session.results.all();
  expect(stored?.result.invocations(1)).toMatchObject([{ instanceId: idOf(1), commandId: LATER }]);
  expect(stored?.result.commands().map(({ commandId }) => commandId)).toEqual([LATER, EARLIER]);
});
