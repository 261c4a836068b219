/** The same question asked again: the same answer while nothing has changed, and never an old one once something has. */

import { describe, expect, it } from 'vitest';
import { fleetOf } from '../../src/demo/fleet-of.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/list.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';

type Wire = Record<string, unknown>;

const FLEET = fleetOf([
  {
    commandId: COMMAND,
    comment: 'rotate logs',
    invocations: Array.from({ length: 60 }, (_, index) => ({
      instanceId: `i-0a1b2c3d4e5f6${String(index).padStart(4, '0')}`,
      instanceName: `web-${index}`,
      plugins: [
        index % 10 === 0
          ? { responseCode: 1, stderr: `tar: ${index}.tar: No space left on device` }
          : { stdout: `done on web-${index}` },
      ],
    })),
  },
]);

/** A fleet whose invocations, or whose one reply, may be changed between two calls. */
async function startChanging() {
  const now: { patch?: (invocation: Wire) => Wire; refused?: boolean; targets?: number; token?: string } = {};
  const fixture = await startFixture({
    fleet: FLEET,
    fault: ({ operation, input }) => {
      if (now.refused && input['NextToken'] !== undefined)
        return { kind: 'error', type: 'AccessDeniedException' };
      const { patch, targets, token } = now;
      if (token !== undefined && operation === 'ListCommandInvocations') {
        return { kind: 'patch', patch: (body) => ({ ...body, NextToken: token }) };
      }
      if (patch && operation === 'ListCommandInvocations') {
        return {
          kind: 'patch',
          patch: (body) => ({
            ...body,
            CommandInvocations: (body['CommandInvocations'] as Wire[]).map(patch),
          }),
        };
      }
      if (targets !== undefined && operation === 'ListCommands') {
        return {
          kind: 'patch',
          patch: (body) => ({
            ...body,
            Commands: (body['Commands'] as Wire[]).map((one) => ({
              ...one,
              Status: 'InProgress',
              TargetCount: targets,
            })),
          }),
        };
      }
      return undefined;
    },
  });
  const ask = (more: Wire = {}): Promise<ToolAnswer> =>
    fixture.call('list_command_invocations', {
      command_id: COMMAND,
      details: true,
      max_tokens: 10_000,
      ...more,
    });
  return { fixture, now, ask };
}

const listOf = (answer: ToolAnswer) => answer.structured as unknown as InvocationList;

/** Changes one member of the first node's invocation. */
const ofFirstNode = (change: (invocation: Wire) => Wire) => (invocation: Wire) =>
  invocation['InstanceId'] === 'i-0a1b2c3d4e5f60000' ? { ...invocation, ...change(invocation) } : invocation;

const ofItsStep = (change: Wire) =>
  ofFirstNode((invocation) => ({
    CommandPlugins: (invocation['CommandPlugins'] as Wire[]).map((plugin) => ({ ...plugin, ...change })),
  }));

describe('a question asked again', () => {
  it('has the same answer, under the same cursors, while AWS says the same', async () => {
    const { fixture, ask } = await startChanging();
    const first = await ask();
    const again = await ask();
    expect(again).toEqual(first);
    expect(fixture.session.results.size).toBe(1);
    const { cursor } = listOf(again).groups[0] ?? {};
    const nodes = await fixture.call('list_command_invocations', { cursor });
    expect(listOf(nodes).shown).toBe(6);
  });

  it.each<[string, (invocation: Wire) => Wire]>([
    ['a status', ofFirstNode(() => ({ Status: 'Success', StatusDetails: 'Success' }))],
    ['a name', ofFirstNode(() => ({ InstanceName: 'db-1' }))],
    ['a time', ofFirstNode(() => ({ RequestedDateTime: 1_700_000_000 }))],
    ['a comment', (invocation) => ({ ...invocation, Comment: 'rotate all logs' })],
    ['a document', (invocation) => ({ ...invocation, DocumentName: 'AWS-RunPowerShellScript' })],
    ['an output', ofItsStep({ Output: 'tar: Permission denied' })],
    ['a response code', ofItsStep({ ResponseCode: 2 })],
    ['the name of a plugin', ofItsStep({ Name: 'rotate' })],
    ['a duration', ofItsStep({ ResponseFinishDateTime: 1_900_000_000 })],
  ])('is answered anew when %s has changed', async (_what, patch) => {
    const { fixture, now, ask } = await startChanging();
    const first = await ask();
    now.patch = patch;
    const second = await ask();
    // A session that never asked before.
    const fresh = await startChanging();
    fresh.now.patch = patch;
    const expected = await fresh.ask();
    const plain = ({ text }: ToolAnswer) =>
      text.replaceAll(/cursor "\w{7}/g, 'cursor "').replaceAll(/output \w{8}/g, 'output');
    expect(plain(second)).toBe(plain(expected));
    expect(plain(second)).not.toBe(plain(first));
    expect(fixture.session.results.size).toBe(2);
  });

  it('is answered anew when it is another question, though the rows are the same', async () => {
    const { ask } = await startChanging();
    const since = (value: string) => ask({ filters: [{ key: 'InvokedAfter', value }] });
    await since('2020-01-01');
    const { summary, query } = listOf(await since('2021-01-01'));
    expect(summary.invocations).toBe(60);
    expect(query.filters).toEqual([{ key: 'InvokedAfter', value: '2021-01-01T00:00:00Z' }]);
  });

  it('is answered anew when more nodes are targeted, or another bound is named', async () => {
    const { fixture, now, ask } = await startChanging();
    now.targets = 60;
    await ask();
    now.targets = 61;
    expect(listOf(await ask()).summary.target_count).toBe(61);
    await ask({ max_tokens: 600 });
    await ask({ max_items: 59 });
    expect(fixture.session.results.size).toBe(4);
  });

  it('is answered anew when somebody has read on from the first answer', async () => {
    const { fixture, ask } = await startChanging();
    const asked = { max_items: 10, max_tokens: 4_000 };
    const { next_cursor } = listOf(await ask(asked));
    const longer = await fixture.call('list_command_invocations', { cursor: next_cursor });
    expect(listOf(longer).summary.invocations).toBe(20);
    const again = listOf(await ask(asked));
    expect(again.summary.invocations).toBe(10);
    expect(again.next_cursor).not.toBe(next_cursor);
  });

  it('is answered anew while AWS refuses a page, so that the reason told is the present one', async () => {
    const { fixture, now, ask } = await startChanging();
    now.refused = true;
    expect(listOf(await ask()).summary).toMatchObject({ invocations: 50, complete: false });
    await ask();
    expect(fixture.session.results.size).toBe(2);
    now.refused = false;
    expect(listOf(await ask()).summary).toMatchObject({ invocations: 60, complete: true });
  });

  it('reads on from where AWS stands now', async () => {
    const { fixture, now, ask } = await startChanging();
    const asked = { page_size: 10, max_items: 10, max_tokens: 4_000 };
    now.token = 'forgotten meanwhile';
    await ask(asked);
    delete now.token;
    const { next_cursor } = listOf(await ask(asked));
    expect(fixture.session.results.size).toBe(1);
    const longer = listOf(await fixture.call('list_command_invocations', { cursor: next_cursor }));
    expect(longer.summary).toMatchObject({ invocations: 20, complete: false });
    expect(longer.commands[0]?.invocations[0]?.instance_id).toBe('i-0a1b2c3d4e5f60010');
  });
});
