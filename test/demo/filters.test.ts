import type { CommandFilter } from '@aws-sdk/client-ssm';
import {
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  paginateListCommandInvocations,
  paginateListCommands,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { COMMAND, clientFor, OTHER_COMMAND, refusalOf, storyFleet } from './endpoint-fixture.ts';

const NINE = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Five nodes with five fates at 9:00, one success with another document at 10:00. */
const fleet = fleetOf([
  {
    commandId: COMMAND,
    requestedAtMs: NINE,
    invocations: [
      { instanceId: 'i-00000001', status: 'Success' },
      { instanceId: 'i-00000002', status: 'Failed' },
      { instanceId: 'i-00000003', status: 'Failed', statusDetails: 'Undeliverable' },
      { instanceId: 'i-00000004', status: 'TimedOut', statusDetails: 'ExecutionTimedOut' },
      { instanceId: 'i-00000005', status: 'TimedOut', statusDetails: 'DeliveryTimedOut' },
    ],
  },
  {
    commandId: OTHER_COMMAND,
    documentName: 'AWS-UpdateSSMAgent',
    requestedAtMs: NINE + 3_600_000,
    invocations: [{ instanceId: 'i-00000001', status: 'Success' }],
  },
]);

async function nodesWith(filters: CommandFilter[], more: { CommandId?: string; InstanceId?: string } = {}) {
  const client = await clientFor({ fleet });
  const { CommandInvocations = [] } = await client.send(
    new ListCommandInvocationsCommand({ Filters: filters, ...more }),
  );
  return CommandInvocations.map(({ CommandId, InstanceId }) =>
    CommandId === COMMAND ? InstanceId?.slice(-1) : `other ${InstanceId?.slice(-1)}`,
  ).sort();
}

async function refused(filters: CommandFilter[], InstanceId?: string) {
  const client = await clientFor({ fleet });
  const node = InstanceId === undefined ? {} : { InstanceId };
  return refusalOf(client.send(new ListCommandInvocationsCommand({ Filters: filters, ...node })));
}

describe('Status', () => {
  it('matches the detailed status', async () => {
    expect(await nodesWith([{ key: 'Status', value: 'Undeliverable' }])).toEqual(['3']);
    expect(await nodesWith([{ key: 'Status', value: 'ExecutionTimedOut' }])).toEqual(['4']);
  });

  it('matches the coarse status, so that TimedOut covers both timeouts', async () => {
    expect(await nodesWith([{ key: 'Status', value: 'TimedOut' }])).toEqual(['4', '5']);
    expect(await nodesWith([{ key: 'Status', value: 'Failed' }])).toEqual(['2', '3']);
  });

  it('is refused where only ListCommands knows the value', async () => {
    for (const value of ['Incomplete', 'NoInstancesInTag', 'LimitExceeded', 'failed', 'Bogus']) {
      expect((await refused([{ key: 'Status', value }]))?.name).toBe('ValidationException');
    }
  });

  it('is refused by ListCommands where only invocations know the value', async () => {
    const client = await clientFor({ fleet });
    for (const value of ['Delayed', 'Undeliverable', 'InvalidPlatform', 'Terminated']) {
      const call = client.send(new ListCommandsCommand({ Filters: [{ key: 'Status', value }] }));
      expect((await refusalOf(call))?.name).toBe('ValidationException');
    }
  });

  it('Pending cannot be asked of one node', async () => {
    expect((await refused([{ key: 'Status', value: 'Pending' }], 'i-00000001'))?.name).toBe(
      'ValidationException',
    );
    expect(await refused([{ key: 'Status', value: 'InProgress' }], 'i-00000001')).toBeUndefined();
  });
});

describe('InvokedAfter and InvokedBefore', () => {
  it('include the first and exclude the second', async () => {
    const ten = '2026-11-20T10:00:00Z';
    expect(await nodesWith([{ key: 'InvokedAfter', value: ten }])).toEqual(['other 1']);
    expect(await nodesWith([{ key: 'InvokedBefore', value: ten }])).toEqual(['1', '2', '3', '4', '5']);
  });

  it('read an hour of one digit', async () => {
    expect(await nodesWith([{ key: 'InvokedBefore', value: '2026-11-20T9:00:01Z' }])).toHaveLength(5);
  });

  it.each([
    '2026-11-20',
    '2026-11-20T10:00:00+01:00',
    '2026-11-20T10:00:00.5Z',
    '2026-13-20T10:00:00Z',
    '7d',
  ])('refuse %s', async (value) => {
    expect((await refused([{ key: 'InvokedAfter', value }]))?.name).toBe('ValidationException');
  });
});

describe('several filters', () => {
  it('are combined with AND, and with the command and the node', async () => {
    const success: CommandFilter = { key: 'Status', value: 'Success' };
    expect(await nodesWith([success])).toEqual(['1', 'other 1']);
    expect(await nodesWith([success, { key: 'DocumentName', value: 'AWS-UpdateSSMAgent' }])).toEqual([
      'other 1',
    ]);
    expect(await nodesWith([success], { CommandId: COMMAND })).toEqual(['1']);
    expect(await nodesWith([success], { InstanceId: 'i-00000002' })).toEqual([]);
    expect(await nodesWith([success, { key: 'InvokedAfter', value: '2026-11-20T11:00:00Z' }])).toEqual([]);
  });

  it('select commands as they select invocations', async () => {
    const client = await clientFor({ fleet });
    const ids = async (...filters: CommandFilter[]) => {
      const { Commands = [] } = await client.send(new ListCommandsCommand({ Filters: filters }));
      return Commands.map(({ CommandId }) => CommandId);
    };
    const agents: CommandFilter = { key: 'DocumentName', value: 'AWS-UpdateSSMAgent' };
    expect(await ids(agents)).toEqual([OTHER_COMMAND]);
    expect(await ids(agents, { key: 'Status', value: 'Failed' })).toEqual([]);
    expect(await ids({ key: 'Status', value: 'Failed' })).toEqual([COMMAND]);
    expect(await ids({ key: 'InvokedAfter', value: '2026-11-20T10:00:00Z' })).toEqual([OTHER_COMMAND]);
  });

  it('of the same key are refused', async () => {
    const refusal = await refused([
      { key: 'Status', value: 'Success' },
      { key: 'Status', value: 'Failed' },
    ]);
    expect(refusal?.name).toBe('ValidationException');
  });
});

describe('ExecutionStage', () => {
  it('is an InvalidFilterKey without any text for ListCommandInvocations', async () => {
    const refusal = await refused([{ key: 'ExecutionStage', value: 'Complete' }]);
    // "UnknownError" is what the SDK makes of an error that carries no message.
    expect(refusal).toEqual({ name: 'InvalidFilterKey', message: 'UnknownError' });
  });

  it('parts the commands into running and ended ones', async () => {
    const client = await clientFor({ fleet: storyFleet() });
    const counted = async (value: string) => {
      const stages = new Set<string | undefined>();
      let count = 0;
      const filters = { Filters: [{ key: 'ExecutionStage' as const, value }] };
      for await (const { Commands = [] } of paginateListCommands({ client }, filters)) {
        count += Commands.length;
        for (const { Status } of Commands) stages.add(Status);
      }
      return { count, stages: [...stages].sort() };
    };
    const executing = await counted('Executing');
    const complete = await counted('Complete');
    expect(executing).toEqual({ count: 6, stages: ['Cancelling', 'InProgress'] });
    expect(complete.stages).toEqual(['Cancelled', 'Failed', 'Success']);
    expect(executing.count + complete.count).toBe(storyFleet().commands('us-east-1').length);
  });

  it('knows only Executing and Complete', async () => {
    const client = await clientFor({ fleet });
    const call = client.send(
      new ListCommandsCommand({ Filters: [{ key: 'ExecutionStage', value: 'Done' }] }),
    );
    expect((await refusalOf(call))?.name).toBe('ValidationException');
  });
});

it('finds every legal status somewhere in the generated fleet', async () => {
  const client = await clientFor({ fleet: storyFleet() });
  const statuses = [
    ...['Pending', 'InProgress', 'Delayed', 'Success', 'Cancelled', 'Failed', 'TimedOut', 'AccessDenied'],
    ...['DeliveryTimedOut', 'ExecutionTimedOut', 'Undeliverable', 'InvalidPlatform', 'Terminated'],
  ];
  for (const value of statuses) {
    let found = 0;
    const filters = { Filters: [{ key: 'Status' as const, value }] };
    for await (const page of paginateListCommandInvocations({ client }, filters)) {
      found += page.CommandInvocations?.length ?? 0;
    }
    expect(found, value).toBeGreaterThan(0);
  }
  for (const value of ['AccessDenied', 'Incomplete', 'NoInstancesInTag', 'LimitExceeded']) {
    const { Commands = [] } = await client.send(
      new ListCommandsCommand({ Filters: [{ key: 'Status', value }] }),
    );
    expect(Commands.map(({ StatusDetails }) => StatusDetails)).toEqual([value]);
  }
});
