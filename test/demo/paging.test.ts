import type { ListCommandInvocationsCommandInput, SSMClient } from '@aws-sdk/client-ssm';
import {
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  paginateListCommandInvocations,
  paginateListCommands,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import {
  COMMAND,
  clientFor,
  clientOf,
  endpoint,
  numbered,
  OTHER_COMMAND,
  refusalOf,
  storyFleet,
} from './endpoint-fixture.ts';

async function pagesOf(client: SSMClient, input: ListCommandInvocationsCommandInput, pageSize = 50) {
  const pages: string[][] = [];
  for await (const page of paginateListCommandInvocations({ client, pageSize }, input)) {
    pages.push(
      (page.CommandInvocations ?? []).map(({ CommandId, InstanceId }) => `${CommandId}/${InstanceId}`),
    );
  }
  return pages;
}

describe('a list of invocations', () => {
  it('comes in pages of 50 unless another size is asked for', async () => {
    const client = await clientFor({ fleet: numbered(120) });
    const first = await client.send(new ListCommandInvocationsCommand({}));
    expect(first.CommandInvocations).toHaveLength(50);
    expect((await pagesOf(client, {})).map((page) => page.length)).toEqual([50, 50, 20]);
    expect((await pagesOf(client, {}, 7)).map((page) => page.length).slice(-2)).toEqual([7, 1]);
  });

  it('leaves NextToken out of the last page, also where that page is full', async () => {
    const client = await clientFor({ fleet: numbered(50) });
    const only = await client.send(new ListCommandInvocationsCommand({ MaxResults: 50 }));
    expect(only.CommandInvocations).toHaveLength(50);
    expect('NextToken' in only).toBe(false);
  });

  it('gives no token when all that would follow is filtered out', async () => {
    const client = await clientFor({ fleet: storyFleet() });
    const found = await client.send(
      new ListCommandInvocationsCommand({
        MaxResults: 3,
        Filters: [{ key: 'Status', value: 'InvalidPlatform' }],
      }),
    );
    expect(found.CommandInvocations).toHaveLength(3);
    expect(found.NextToken).toBeUndefined();
  });

  it.each([false, true])('shows every invocation exactly once (empty pages: %s)', async (emptyPages) => {
    const fleet = storyFleet(300);
    const client = await clientFor({ fleet, emptyPages });
    const seen = (await pagesOf(client, {})).flat();
    const all = fleet.commands('us-east-1').reduce((sum, { size }) => sum + size, 0);
    expect(seen).toHaveLength(all);
    expect(new Set(seen).size).toBe(all);
  });

  it('has empty and short pages on demand, the first one and the last one too', async () => {
    const client = await clientFor({ fleet: numbered(60), emptyPages: true });
    const sizes = (await pagesOf(client, {}, 30)).map((page) => page.length);
    expect(sizes).toEqual([0, 10, 30, 0, 10, 10]);
    const few = await clientFor({ fleet: numbered(10), emptyPages: true });
    expect((await pagesOf(few, {}, 30)).map((page) => page.length)).toEqual([0, 10, 0]);
  });

  it('is empty for a command that nobody sent', async () => {
    const client = await clientFor({ fleet: numbered(3) });
    const found = await client.send(new ListCommandInvocationsCommand({ CommandId: OTHER_COMMAND }));
    expect(found.CommandInvocations).toEqual([]);
    expect(found.NextToken).toBeUndefined();
  });

  it('starts with what has not ended, then goes from new to old', async () => {
    const client = await clientFor({ fleet: storyFleet() });
    const times: { ended: boolean; at: number; story: string }[] = [];
    for await (const page of paginateListCommandInvocations({ client }, {})) {
      for (const { Status = '', RequestedDateTime, CommandId = '' } of page.CommandInvocations ?? []) {
        const ended = !['Pending', 'InProgress', 'Delayed', 'Cancelling'].includes(Status);
        times.push({ ended, at: RequestedDateTime?.getTime() ?? 0, story: CommandId });
      }
    }
    const firstEnded = times.findIndex(({ ended }) => ended);
    expect(firstEnded).toBeGreaterThan(100);
    expect(times.slice(firstEnded).every(({ ended }) => ended)).toBe(true);
    for (const part of [times.slice(0, firstEnded), times.slice(firstEnded)]) {
      expect(part.map(({ at }) => at)).toEqual(part.map(({ at }) => at).sort((a, b) => b - a));
    }
    expect(times.slice(-2).map(({ story }) => story)).toEqual(
      Array(2).fill('ef7fdfd8-9b57-4151-a15c-db9a12345678'),
    );
  });
});

describe('a NextToken', () => {
  it.each<[string, ListCommandInvocationsCommandInput]>([
    ['command', { CommandId: OTHER_COMMAND }],
    ['node', { CommandId: COMMAND, InstanceId: 'i-00000001' }],
    ['filter', { CommandId: COMMAND, Filters: [{ key: 'Status', value: 'Success' }] }],
    ['wish for details', { CommandId: COMMAND, Details: true }],
  ])('is refused beside another %s', async (_, other) => {
    const client = await clientFor({ fleet: numbered(60) });
    const { NextToken } = await client.send(new ListCommandInvocationsCommand({ CommandId: COMMAND }));
    if (NextToken === undefined) throw new Error('the first page had no token');
    const call = client.send(new ListCommandInvocationsCommand({ ...other, NextToken }));
    expect((await refusalOf(call))?.name).toBe('InvalidNextToken');
  });

  it('is refused by the other operation and in another Region', async () => {
    const running = await endpoint({ fleet: numbered(60) });
    const { NextToken } = await clientOf(running).send(new ListCommandInvocationsCommand({}));
    if (NextToken === undefined) throw new Error('the first page had no token');
    const calls = [
      clientOf(running).send(new ListCommandsCommand({ NextToken })),
      clientOf(running, 'eu-west-1').send(new ListCommandInvocationsCommand({ NextToken })),
    ];
    for (const call of calls) expect((await refusalOf(call))?.name).toBe('InvalidNextToken');
  });

  it('is refused when anything in it was changed', async () => {
    const client = await clientFor({ fleet: numbered(60) });
    const { NextToken = '' } = await client.send(new ListCommandInvocationsCommand({}));
    for (const token of ['', 'x', `${NextToken}A`, NextToken.slice(1), NextToken.slice(0, -1)]) {
      const call = client.send(new ListCommandInvocationsCommand({ NextToken: token }));
      expect((await refusalOf(call))?.name, token).toBe('InvalidNextToken');
    }
  });

  it('goes on in pages of another size', async () => {
    const client = await clientFor({ fleet: numbered(60) });
    const { NextToken = '' } = await client.send(new ListCommandInvocationsCommand({ MaxResults: 20 }));
    const next = await client.send(new ListCommandInvocationsCommand({ MaxResults: 5, NextToken }));
    expect(next.CommandInvocations?.map(({ InstanceId }) => InstanceId)).toEqual(
      [20, 21, 22, 23, 24].map((n) => `i-000000${n}`),
    );
  });
});

describe('a list of commands', () => {
  it.each([false, true])('shows every command exactly once (empty pages: %s)', async (emptyPages) => {
    const fleet = storyFleet();
    const client = await clientFor({ fleet, emptyPages });
    const seen: (string | undefined)[] = [];
    for await (const { Commands = [] } of paginateListCommands({ client }, {})) {
      seen.push(...Commands.map(({ CommandId }) => CommandId));
    }
    expect(seen).toEqual(fleet.commands('us-east-1').map(({ header }) => header.commandId));
    expect(seen.length).toBeGreaterThan(50);
  });

  it('of one node are those that were sent to it', async () => {
    const fleet = storyFleet();
    const client = await clientFor({ fleet });
    const node =
      fleet
        .commands('us-east-1')
        .find(({ size }) => size === 1)
        ?.invocationAt(0).instanceId ?? '';
    const { Commands = [] } = await client.send(new ListCommandsCommand({ InstanceId: node }));
    const expected = fleet.commands('us-east-1').filter((command) => {
      for (let index = 0; index < command.size; index++) {
        if (command.invocationAt(index).instanceId === node) return true;
      }
      return false;
    });
    expect(expected.length).toBeGreaterThan(2);
    expect(Commands.map(({ CommandId }) => CommandId)).toEqual(
      expected.map(({ header }) => header.commandId),
    );
  });
});
