import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import fc from '../properties.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const TOOL = 'list_command_invocations';

type State = { readonly node: number; readonly status: 'InProgress' | 'Pending' | 'Failed' | 'Success' };

const idOf = (node: number) => `i-${String(node).padStart(17, '0')}`;

/** One page of ListCommandInvocations, as on the wire. */
function bodyOf(states: readonly State[], token: string | undefined) {
  return {
    CommandInvocations: states.map(({ node, status }) => ({
      CommandId: COMMAND,
      InstanceId: idOf(node),
      DocumentName: 'AWS-RunShellScript',
      RequestedDateTime: 1_768_467_600,
      Status: status,
      StatusDetails: status,
      CommandPlugins: [
        {
          Name: 'aws:runShellScript',
          Status: status,
          StatusDetails: status,
          ResponseCode: status === 'Failed' ? 1 : 0,
          Output: status === 'Failed' ? 'error: no space left on device' : '',
        },
      ],
    })),
    ...(token !== undefined && { NextToken: token }),
  };
}

/** AWS as it answers while commands go on: page by page, each item in the state it had then. */
async function startPages(pages: readonly (readonly State[])[]) {
  return await startFixture({
    fleet: fleetOf([{ commandId: COMMAND, invocations: [{ instanceId: idOf(0) }] }]),
    fault: ({ operation, input }) => {
      if (operation !== 'ListCommandInvocations') return undefined;
      const page = Number(input['NextToken'] ?? 0);
      const token = page + 1 < pages.length ? String(page + 1) : undefined;
      const body = JSON.stringify(bodyOf(pages[page] ?? [], token));
      return { kind: 'raw', httpStatus: 200, contentType: 'application/x-amz-json-1.1', body };
    },
  });
}

async function follow(pages: readonly (readonly State[])[], args: object) {
  const fixture = await startPages(pages);
  const answers: InvocationList[] = [];
  let next: object | undefined = args;
  while (next) {
    const answer = await fixture.call(TOOL, next as Record<string, unknown>);
    const list = answer.structured as unknown as InvocationList;
    answers.push(list);
    next = list.next_cursor === undefined ? undefined : { cursor: list.next_cursor };
  }
  return answers;
}

const rowsOf = (answers: readonly InvocationList[]) =>
  answers.flatMap(({ commands }) => commands.flatMap(({ invocations }) => invocations));

describe('a node that a later page shows in another state', () => {
  it('counts in the later one, under its cause', async () => {
    const [answer] = await follow(
      [
        [
          { node: 1, status: 'InProgress' },
          { node: 2, status: 'Success' },
        ],
        [{ node: 1, status: 'Failed' }],
      ],
      { command_id: COMMAND, details: true },
    );
    expect(answer?.summary).toMatchObject({ invocations: 2, by_status: { Failed: 1, Success: 1 } });
    expect(answer?.groups).toMatchObject([
      { status: 'Failed', nodes: 1, cause: 'error: no space left on device' },
      { status: 'Success', nodes: 1 },
    ]);
  });

  it('has ended where it was seen ended, whatever a page says that was answered from older data', async () => {
    const [answer] = await follow(
      [
        [{ node: 1, status: 'Failed' }],
        [{ node: 1, status: 'InProgress' }],
        [{ node: 1, status: 'Pending' }],
      ],
      { command_id: COMMAND, details: true },
    );
    expect(answer?.summary.by_status).toEqual({ Failed: 1 });
    expect(answer?.groups).toHaveLength(1);
  });

  it('counts in the later one also when the list is read on, and its row is not shown again', async () => {
    const answers = await follow(
      [
        [
          { node: 1, status: 'InProgress' },
          { node: 2, status: 'InProgress' },
        ],
        [
          { node: 1, status: 'Failed' },
          { node: 3, status: 'Success' },
        ],
      ],
      { command_id: COMMAND, details: true, max_items: 2 },
    );
    expect(answers.map(({ summary }) => summary.by_status)).toEqual([
      { InProgress: 2 },
      { InProgress: 1, Failed: 1, Success: 1 },
    ]);
    expect(rowsOf(answers).map((row) => row.instance_id)).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('never makes cursors show an invocation twice or not at all, whatever comes in whatever order', async () => {
    const state = fc.record({
      node: fc.nat({ max: 12 }),
      status: fc.constantFrom('InProgress', 'Pending', 'Failed', 'Success'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(state, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 20 }),
        async (pages, max_items) => {
          const answers = await follow(pages, { command_id: COMMAND, details: true, max_items });
          const read = pages.flat();
          const nodes = [...new Set(read.map(({ node }) => idOf(node)))].sort();
          expect(
            rowsOf(answers)
              .map((row) => row.instance_id)
              .sort(),
          ).toEqual(nodes);
          expect(answers.at(-1)?.summary.by_status).toEqual(countOf(lastStates(read)));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a command that a later page shows in another state', () => {
  it.each([
    ['InProgress', 'Success', 'Success'],
    ['Success', 'InProgress', 'Success'],
    ['Pending', 'InProgress', 'InProgress'],
  ])('seen %s, then %s, is listed once, as %s', async (first, second, listed) => {
    const fixture = await startFixture({
      fault: ({ operation, input }) => {
        if (operation !== 'ListCommands') return undefined;
        const isFirst = input['NextToken'] === undefined;
        const command = { CommandId: COMMAND, Status: isFirst ? first : second, StatusDetails: '' };
        const body = JSON.stringify({ Commands: [command], ...(isFirst && { NextToken: '1' }) });
        return { kind: 'raw', httpStatus: 200, contentType: 'application/x-amz-json-1.1', body };
      },
    });
    const { structured } = await fixture.call('list_commands', {});
    expect(structured).toMatchObject({ commands: [{ command_id: COMMAND, status: listed }] });
  });
});

/** Read one after another: one that has ended stays so. */
function lastStates(read: readonly State[]): string[] {
  const states = new Map<number, State['status']>();
  const hasEnded = (status: State['status'] | undefined) => status === 'Failed' || status === 'Success';
  for (const { node, status } of read) {
    if (!hasEnded(states.get(node)) || hasEnded(status)) states.set(node, status);
  }
  return [...states.values()];
}

function countOf(statuses: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
