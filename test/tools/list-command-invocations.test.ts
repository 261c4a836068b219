import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';

const TOOL = 'list_command_invocations';
const COMMAND = '11111111-2222-4333-8444-555555555555';

function listOf(answer: ToolAnswer): InvocationList {
  return answer.structured as unknown as InvocationList;
}

/** `count` nodes of one command; every tenth failed. */
function smallFleet(count: number) {
  return fleetOf([
    {
      commandId: COMMAND,
      comment: 'rotate logs',
      requestedAtMs: Date.UTC(2026, 10, 22, 9, 0, 0),
      invocations: Array.from({ length: count }, (_, index) => ({
        instanceId: `i-0a1b2c3d4e5f6${String(index).padStart(4, '0')}`,
        instanceName: `web-${index}`,
        plugins: [
          index % 10 === 0
            ? { responseCode: 1, stderr: 'tar: /var/log/app.tar: Cannot write: No space left on device' }
            : { stdout: 'done' },
        ],
      })),
    },
  ]);
}

async function followAll(fixture: Fixture, first: Record<string, unknown>): Promise<InvocationList[]> {
  const pages: InvocationList[] = [];
  let args: Record<string, unknown> | undefined = first;
  while (args && pages.length < 500) {
    const page: InvocationList = listOf(await fixture.call(TOOL, args));
    pages.push(page);
    args = page.next_cursor === undefined ? undefined : { cursor: page.next_cursor };
  }
  return pages;
}

function idsOf(pages: readonly InvocationList[]): string[] {
  return pages.flatMap(({ commands }) =>
    commands.flatMap(({ invocations }) => invocations.map((row) => row.instance_id)),
  );
}

describe('list_command_invocations', () => {
  it('lists few successes beside their groups, all failures, and the rest behind the cursor', async () => {
    const fixture = await startFixture({ fleet: smallFleet(100) });
    const args = { command_id: COMMAND, max_tokens: 20_000 };
    const [first, ...later] = await followAll(fixture, { ...args, details: true });
    expect(first?.commands.flatMap(({ invocations }) => invocations).length).toBe(10 + 10);
    expect(new Set(idsOf(first ? [first, ...later] : [])).size).toBe(100);
    const plain = listOf(await fixture.call(TOOL, args));
    expect(plain.commands.flatMap(({ invocations }) => invocations).length).toBe(100);
  });

  it('answers for one command: counts, why nodes failed, rows', async () => {
    const fixture = await startFixture({ fleet: smallFleet(12) });
    const { text } = await fixture.call(TOOL, { command_id: COMMAND, details: true });
    expect(
      text.replaceAll(/cursor "\w{7}/g, 'cursor "<result>').replaceAll(/output \w{8}/g, 'output <boundary>'),
    ).toMatchInlineSnapshot(`
      "12 invocations of AWS-RunShellScript in us-east-1 (account 111122223333): 10 Success, 2 Failed. All counted.
      Command 11111111-2222-4333-8444-555555555555 "rotate logs", requested 2026-11-22T09:00:00Z.
      Duration: 1 s each.

      Why nodes did not succeed
      1. 2 nodes Failed, aws:runShellScript exit 1: "tar: /var/log/app.tar: Cannot write: No space left on device"
         - i-0a1b2c3d4e5f60000 "web-0"
         - i-0a1b2c3d4e5f60010 "web-10"

      What successful nodes printed
      2. 10 nodes Success, aws:runShellScript: "done"
         - i-0a1b2c3d4e5f60001 "web-1"
         - i-0a1b2c3d4e5f60002 "web-2"
         - i-0a1b2c3d4e5f60003 "web-3"
         - i-0a1b2c3d4e5f60004 "web-4"
         - i-0a1b2c3d4e5f60005 "web-5"
         - i-0a1b2c3d4e5f60006 "web-6"
         - i-0a1b2c3d4e5f60007 "web-7"
         - i-0a1b2c3d4e5f60008 "web-8"
         - i-0a1b2c3d4e5f60009 "web-9"
         - i-0a1b2c3d4e5f60011 "web-11""
    `);
  });

  it('reads statuses alone without details, and says what details would add', async () => {
    const fixture = await startFixture({ fleet: smallFleet(12) });
    const list = listOf(await fixture.call(TOOL, { command_id: COMMAND }));
    expect(list.summary.by_status).toEqual({ Success: 10, Failed: 2 });
    expect(list.groups).toMatchObject([{ group: 1, status: 'Failed', nodes: 2 }]);
    expect(list.groups[0]).not.toHaveProperty('cause');
    expect(list.notes?.join()).toContain('details: true');
  });

  it('shows each invocation exactly once along its cursors, failures first, and asks AWS only once', async () => {
    const fixture = await startFixture({ fleet: smallFleet(400) });
    const pages = await followAll(fixture, { command_id: COMMAND, max_tokens: 1_000 });
    const ids = idsOf(pages);
    expect(new Set(ids).size).toBe(400);
    expect(ids.length).toBe(400);
    const statuses = pages.flatMap(({ commands }) =>
      commands.flatMap(({ invocations }) => invocations.map(({ status }) => status)),
    );
    expect(statuses).toEqual([...Array(40).fill('Failed'), ...Array(360).fill('Success')]);
    const lists = fixture.endpoint.requests.filter(({ operation }) => operation === 'ListCommandInvocations');
    expect(lists.length).toBe(8);
  });

  it('lists the nodes of one group by the cursor of that group', async () => {
    const fixture = await startFixture({ fleet: smallFleet(400) });
    const first = listOf(await fixture.call(TOOL, { command_id: COMMAND, details: true, max_tokens: 700 }));
    const pages = await followAll(fixture, { cursor: first.groups[0]?.cursor });
    expect(idsOf(pages).length).toBe(40);
    expect(pages[0]?.groups).toMatchObject([{ group: 1, status: 'Failed', nodes: 40 }]);
  });

  it('stops at max_items, says so, and reads on past the last row', async () => {
    const fixture = await startFixture({ fleet: smallFleet(130) });
    const pages = await followAll(fixture, { command_id: COMMAND, max_items: 60, page_size: 50 });
    expect(pages[0]?.summary).toMatchObject({ invocations: 60, complete: false, target_count: 130 });
    expect(pages[0]?.notes?.[0]).toMatch(/^60 invocations counted so far: max_items \(60\)/);
    expect(pages.at(-1)?.summary).toMatchObject({ invocations: 130, complete: true });
    expect(new Set(idsOf(pages)).size).toBe(130);
    expect(idsOf(pages).length).toBe(130);
  });

  it('returns what it read when AWS fails midway, and reads on later', async () => {
    let down = true;
    const fixture = await startFixture({
      fleet: smallFleet(130),
      fault: ({ operation, input }) =>
        down && operation === 'ListCommandInvocations' && input['NextToken'] !== undefined
          ? { kind: 'error', type: 'AccessDeniedException', message: 'User: arn:aws:iam::1:user/x' }
          : undefined,
    });
    const first = listOf(await fixture.call(TOOL, { command_id: COMMAND, max_tokens: 5_000 }));
    expect(first.summary).toMatchObject({ invocations: 50, complete: false });
    expect(first.notes?.[0]).toContain(
      'AccessDenied: the AWS identity in use may not call ssm:ListCommandInvocations',
    );
    expect(JSON.stringify(first)).not.toContain('arn:aws:iam');

    const stuck = fixture.call(TOOL, { cursor: first.next_cursor });
    await expect(stuck).rejects.toMatchObject({ code: 'AccessDenied' });
    down = false;
    const rest = await followAll(fixture, { cursor: first.next_cursor });
    expect(idsOf([first, ...rest]).length).toBe(130);
    expect(rest.at(-1)?.summary.complete).toBe(true);
  });

  it('goes on without target_count when ListCommands is denied', async () => {
    const fixture = await startFixture({
      fleet: smallFleet(3),
      fault: ({ operation }) =>
        operation === 'ListCommands' ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
    });
    const list = listOf(await fixture.call(TOOL, { command_id: COMMAND }));
    expect(list.summary).toMatchObject({ invocations: 3, complete: true });
    expect(list.summary).not.toHaveProperty('target_count');
  });

  it('explains an empty answer with the question as it was understood', async () => {
    const fixture = await startFixture({ fleet: smallFleet(3) });
    const args = { instance_id: 'i-0123456789abcdef0', filters: [{ key: 'Status', value: 'timed out' }] };
    const { text } = await fixture.call(TOOL, args);
    expect(text).toMatchInlineSnapshot(`
      "No invocations in us-east-1 (account 111122223333) for node i-0123456789abcdef0, Status = TimedOut.
      Note: Likely reasons: the filters leave nothing (ask again without them); it ran in another Region than us-east-1 (pass region); it is older than the 30 days that AWS keeps; no command was ever sent to this node; it was no Run Command: State Manager associations and Automation runs do not appear here (CloudTrail has who sent or started what).
      Note: Status = TimedOut covers ExecutionTimedOut and DeliveryTimedOut."
    `);
  });

  it('reports progress page by page', async () => {
    const fixture = await startFixture({ fleet: smallFleet(130) });
    await fixture.call(TOOL, { command_id: COMMAND });
    expect(fixture.progress.map(({ done }) => done)).toEqual([50, 100, 130]);
  });

  it('stops asking AWS when the client cancels', async () => {
    const controller = new AbortController();
    const fixture = await startFixture({
      fleet: smallFleet(400),
      fault: ({ operation, input }) => {
        if (operation === 'ListCommandInvocations' && input['NextToken'] !== undefined) controller.abort();
        return undefined;
      },
    });
    await expect(fixture.call(TOOL, { command_id: COMMAND }, controller)).rejects.toThrow();
    const after = fixture.endpoint.requests.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(fixture.endpoint.requests.length).toBe(after);
  });

  it('answers the same cursor twice with the same rows, also past the end of the snapshot', async () => {
    const fixture = await startFixture({ fleet: smallFleet(60) });
    const first = listOf(await fixture.call(TOOL, { command_id: COMMAND, max_items: 10 }));
    const [one, other] = await Promise.all([
      fixture.call(TOOL, { cursor: first.next_cursor }),
      fixture.call(TOOL, { cursor: first.next_cursor }),
    ]);
    expect(one.structured).toEqual(other.structured);
  });

  it('takes arguments beside a cursor that repeat its question, and refuses others', async () => {
    const fixture = await startFixture({ fleet: smallFleet(60) });
    const asked = { filters: [{ key: 'InvokedAfter', value: '360d' }], max_items: 10 };
    const { next_cursor: cursor } = listOf(await fixture.call(TOOL, asked));
    await expect(fixture.call(TOOL, { cursor, ...asked, max_tokens: 700 })).resolves.toBeDefined();
    await expect(fixture.call(TOOL, { cursor, details: true })).rejects.toMatchObject({
      code: 'InvalidInput',
      problem: "details differs from what the cursor's result was asked with (false).",
    });
  });
});

describe('what is refused before AWS is asked', () => {
  it.each([
    [{ command_id: 'short' }, 'command_id: a command id has 36 characters; list_commands shows them.'],
    [
      { instance_id: 'i-123' },
      'instance_id: a managed node id is i- with 8 or 17 characters, or mi- with 17.',
    ],
    [{ commandId: COMMAND }, 'unknown parameter "commandId".'],
    [{ filters: [] }, 'filters: an empty list filters nothing: leave filters out instead.'],
    [
      { filters: [{ key: 'Bogus', value: 'x' }] },
      'filters[0].key: accepted keys are InvokedAfter, InvokedBefore, Status, DocumentName.',
    ],
    [
      { filters: [{ key: 'ExecutionStage', value: 'Complete' }] },
      'filters[0].key: the filter ExecutionStage is known to commands, not to invocations: use list_commands, then ask here with the command_id it shows.',
    ],
    [
      { filters: [{ key: 'Status', value: 'Incomplete' }] },
      'the status Incomplete is known to commands, not to invocations: use list_commands, then ask here with the command_id it shows.',
    ],
    [{ filters: [{ key: 'Status', value: 'Broken' }] }, 'Status cannot be "Broken".'],
    [{ filters: [{ key: 'InvokedAfter', value: 'yesterday' }] }, 'InvokedAfter cannot be "yesterday".'],
    [
      {
        filters: [
          { key: 'InvokedAfter', value: '2026-01-02' },
          { key: 'InvokedBefore', value: '2026-01-01' },
        ],
      },
      'InvokedAfter (2026-01-02T00:00:00Z) is not before InvokedBefore (2026-01-01T00:00:00Z).',
    ],
    [
      {
        filters: [
          { key: 'Status', value: 'Failed' },
          { key: 'Status', value: 'Cancelled' },
        ],
      },
      'the filter Status is given twice.',
    ],
    [
      { instance_id: 'i-0123456789abcdef0', filters: [{ key: 'Status', value: 'pending' }] },
      'AWS does not take instance_id together with Status Pending: a pending command has not reached a node yet.',
    ],
    [
      { filters: [{ key: 'DocumentName', value: 'arn:aws:ssm:x' }] },
      'DocumentName cannot be "arn:aws:ssm:x".',
    ],
    [{ filters: [{ key: 'Status', value: 'Failed', op: 'eq' }] }, 'unknown parameter "op" in filters[0].'],
    [{ page_size: 0 }, 'page_size: from 1 to 50.'],
    [{ page_size: 51 }, 'page_size: from 1 to 50, as AWS allows no more.'],
    [{ max_items: 20_001 }, 'max_items: from 1 to 20,000.'],
    [{ max_tokens: 499 }, 'max_tokens: from 500 to 20,000.'],
    [{ max_items: '10' }, 'max_items must be a number, not a string.'],
    [{ region: 'Ohio' }, 'region: a Region reads like us-east-1.'],
    [{ cursor: 'nonsense' }, 'cursor is not one that this server gave.'],
    [{ details: null }, 'details must be a boolean, not a null.'],
  ])('%j', async (args, problem) => {
    const fixture = await startFixture({ fleet: smallFleet(1) });
    await expect(fixture.call(TOOL, args)).rejects.toMatchObject({ code: 'InvalidInput', problem });
    expect(fixture.endpoint.requests).toEqual([]);
  });

  it.each(['-3', '-z.0', '-2.9'])(
    'a cursor that ends in %j, where its result has no place',
    async (place) => {
      const fixture = await startFixture({ fleet: smallFleet(1) });
      const first = await fixture.call(TOOL, { command_id: COMMAND, details: true });
      const [cursor = ''] = /(?<=cursor ")\w{7}/.exec(first.text) ?? [];
      await expect(fixture.call(TOOL, { cursor: cursor + place })).rejects.toMatchObject({
        code: 'InvalidInput',
      });
    },
  );

  it('a cursor whose result is no longer kept', async () => {
    const fixture = await startFixture({ fleet: smallFleet(1) });
    await expect(fixture.call(TOOL, { cursor: 'abcdefg-1' })).rejects.toMatchObject({
      code: 'CursorExpired',
    });
    expect(fixture.endpoint.requests).toEqual([]);
  });
});

it('shows no response code for a node that ran nothing: the -1 that SSM gives it is no exit code', async () => {
  const node = { instanceId: 'i-0123456789abcdef0', status: 'Failed', statusDetails: 'Undeliverable' };
  const plugins = [{ status: 'Failed', responseCode: -1 }];
  const fixture = await startFixture({
    fleet: fleetOf([{ commandId: COMMAND, invocations: [{ ...node, plugins }] }]),
  });
  const { commands } = listOf(await fixture.call(TOOL, { command_id: COMMAND, details: true }));
  expect(commands[0]?.invocations).toEqual([
    { instance_id: node.instanceId, status: 'Undeliverable', group: 1, duration_seconds: 1 },
  ]);
});
