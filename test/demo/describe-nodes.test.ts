import type { DescribeInstanceInformationCommandInput } from '@aws-sdk/client-ssm';
import { DescribeInstanceInformationCommand, paginateDescribeInstanceInformation } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import type { EndpointOptions } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import {
  COMMAND,
  clientFor,
  endpoint,
  NODE,
  numbered,
  rawCall,
  refusalOf,
  storyFleet,
} from './endpoint-fixture.ts';
import { invocationsOf, story, tallied } from './story-fixture.ts';

const HYBRID = 'mi-0123456789abcdef0';
const fleet = fleetOf([{ commandId: COMMAND, invocations: [] }], 'us-east-1', [
  { instanceId: NODE, agentVersion: '3.2.582.0' },
  { instanceId: HYBRID, platformType: 'Windows', pingStatus: 'ConnectionLost' },
]);

async function nodesOf(input: DescribeInstanceInformationCommandInput, options: EndpointOptions = { fleet }) {
  const client = await clientFor(options);
  const nodes = [];
  for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 50 }, input)) {
    nodes.push(...(page.InstanceInformationList ?? []));
  }
  return nodes;
}

const idsOf = async (input: DescribeInstanceInformationCommandInput) =>
  (await nodesOf(input)).map(({ InstanceId }) => InstanceId);

async function refused(input: DescribeInstanceInformationCommandInput) {
  const client = await clientFor({ fleet });
  return await refusalOf(client.send(new DescribeInstanceInformationCommand(input)));
}

describe('a node', () => {
  it('has what the service tells of it', async () => {
    const response = await rawCall(await endpoint({ fleet }), 'DescribeInstanceInformation', '{}');
    const { InstanceInformationList } = (await response.json()) as { InstanceInformationList: object[] };
    expect(InstanceInformationList[0]).toEqual({
      AgentVersion: '3.2.582.0',
      ComputerName: '',
      IPAddress: '10.0.0.1',
      InstanceId: NODE,
      LastPingDateTime: 1768467600,
      PingStatus: 'Online',
      PlatformName: 'Amazon Linux',
      PlatformType: 'Linux',
      PlatformVersion: '2023',
      ResourceType: 'EC2Instance',
      SourceId: NODE,
      SourceType: 'AWS::EC2::Instance',
    });
  });
});

describe('a filter', () => {
  it.each([
    ['InstanceIds', [HYBRID, 'i-00000000000000000'], [HYBRID]],
    ['AgentVersion', ['3.2.582.0'], [NODE]],
    ['PingStatus', ['ConnectionLost'], [HYBRID]],
    ['PlatformTypes', ['Linux', 'Windows'], [NODE, HYBRID]],
    ['ResourceType', ['ManagedInstance'], [HYBRID]],
    ['IamRole', ['any'], []],
  ] as const)('by %s finds nodes, in either of the two forms', async (key, values, found) => {
    expect(await idsOf({ Filters: [{ Key: key, Values: [...values] }] })).toEqual(found);
    expect(await idsOf({ InstanceInformationFilterList: [{ key, valueSet: [...values] }] })).toEqual(found);
  });

  it('narrows another one', async () => {
    const windows = { Key: 'PlatformTypes', Values: ['Windows'] };
    expect(await idsOf({ Filters: [windows, { Key: 'PingStatus', Values: ['Online'] }] })).toEqual([]);
    expect(await idsOf({ Filters: [windows, { Key: 'InstanceIds', Values: [NODE, HYBRID] }] })).toEqual([
      HYBRID,
    ]);
  });

  it('by tag finds no node, as none is tagged', async () => {
    expect(await idsOf({ Filters: [{ Key: 'tag:Stage', Values: ['canary'] }] })).toEqual([]);
  });

  it.each<[what: string, input: DescribeInstanceInformationCommandInput, type: string, says: string]>([
    [
      'in both forms at once',
      {
        Filters: [{ Key: 'PingStatus', Values: ['Online'] }],
        InstanceInformationFilterList: [{ key: 'PingStatus', valueSet: ['Online'] }],
      },
      'ValidationException',
      'together',
    ],
    ['of a key that is none', { Filters: [{ Key: 'Bogus', Values: ['x'] }] }, 'InvalidFilterKey', ''],
    [
      'of a key that the older form does not know',
      { InstanceInformationFilterList: [{ key: 'SourceIds' as 'IamRole', valueSet: ['x'] }] },
      'ValidationException',
      'instanceInformationFilterList.1.member.key',
    ],
    [
      'of a status that is none',
      { Filters: [{ Key: 'PingStatus', Values: ['Lost'] }] },
      'InvalidInstanceInformationFilterValue',
      'Lost',
    ],
    [
      'without values',
      { Filters: [{ Key: 'PingStatus', Values: [] }] },
      'ValidationException',
      'filters.1.member.values',
    ],
    [
      'of an empty value',
      { Filters: [{ Key: 'InstanceIds', Values: [''] }] },
      'ValidationException',
      'values.1.member',
    ],
    [
      'of 101 values',
      { Filters: [{ Key: 'InstanceIds', Values: Array(101).fill(NODE) }] },
      'ValidationException',
      'less than or equal to 100',
    ],
    [
      'by tag beside another one',
      {
        Filters: [
          { Key: 'tag-key', Values: ['x'] },
          { Key: 'PingStatus', Values: ['Online'] },
        ],
      },
      'ValidationException',
      'Tag',
    ],
  ])('%s is refused', async (_what, input, type, says) => {
    expect(await refused(input)).toMatchObject({ name: type, message: expect.stringContaining(says) });
  });
});

describe('pages', () => {
  it.each([
    [4, 'greater than or equal to 5'],
    [51, 'less than or equal to 50'],
  ])('of %s are refused', async (MaxResults, says) => {
    expect(await refused({ MaxResults })).toMatchObject({ message: expect.stringContaining(says) });
  });

  it('have ten nodes where nobody asks for another size', async () => {
    const client = await clientFor({ fleet: numbered(25) });
    const first = await client.send(new DescribeInstanceInformationCommand({}));
    expect(first.InstanceInformationList).toHaveLength(10);
    expect(first.NextToken).toBeTruthy();
  });

  it.each([false, true])('show every node exactly once (empty pages: %s)', async (emptyPages) => {
    const nodes = await nodesOf({}, { fleet: numbered(120), emptyPages });
    expect(new Set(nodes.map(({ InstanceId }) => InstanceId)).size).toBe(120);
    expect(nodes).toHaveLength(120);
  });
});

describe('the generated fleet', () => {
  it('has several systems and agents, and all of its nodes once', async () => {
    const nodes = await nodesOf({}, { fleet: storyFleet() });
    expect(nodes.length).toBeGreaterThan(1_000);
    expect(new Set(nodes.map(({ InstanceId }) => InstanceId)).size).toBe(nodes.length);
    const kinds = tallied(
      nodes.map(({ PlatformName, PlatformVersion }) => `${PlatformName} ${PlatformVersion}`),
    );
    expect(Object.keys(kinds).length).toBeGreaterThan(4);
    expect(new Set(nodes.map(({ AgentVersion }) => AgentVersion)).size).toBeGreaterThan(1);
  });

  it('has lost what it could never reach, or no longer knows it', async () => {
    const ids = ['hardlyReached', 'incomplete'].flatMap((name) =>
      invocationsOf(story(storyFleet(), name as 'incomplete'))
        .filter(({ statusDetails }) => ['Undeliverable', 'DeliveryTimedOut'].includes(statusDetails))
        .map(({ instanceId }) => instanceId),
    );
    const nodes = await nodesOf({ Filters: [{ Key: 'InstanceIds', Values: ids }] }, { fleet: storyFleet() });
    expect(new Set(nodes.map(({ PingStatus }) => PingStatus))).toEqual(new Set(['ConnectionLost']));
    expect(nodes.length).toBeLessThan(ids.length);
  });

  it('runs Amazon Linux 2 where the mirrors of Amazon Linux 2 fail', async () => {
    const ids = invocationsOf(story(storyFleet(), 'rotateLogs'))
      .filter(({ plugins }) => plugins[0]?.stderr.includes('amzn2-core'))
      .map(({ instanceId }) => instanceId);
    const nodes = await nodesOf({ Filters: [{ Key: 'InstanceIds', Values: ids }] }, { fleet: storyFleet() });
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.every((node) => node.PlatformName === 'Amazon Linux' && node.PlatformVersion === '2')).toBe(
      true,
    );
  });
});
