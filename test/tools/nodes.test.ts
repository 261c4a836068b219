import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { EndpointOptions, Fault } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralInvocation, type LiteralNode } from '../endpoint/fleet-of.ts';
import { startFastClock } from '../fast-clock.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const AMAZON_LINUX_2 = { platformVersion: '2' };
const UBUNTU = { platformName: 'Ubuntu', platformVersion: '22.04' };
const WINDOWS = { platformType: 'Windows', platformName: 'Microsoft Windows Server 2022 Datacenter' };

type Kind = {
  readonly invocation: Omit<LiteralInvocation, 'instanceId'>;
  readonly node?: Partial<LiteralNode>;
};

const failed = (stderr: string, node: Kind['node'] = {}): Kind => ({
  invocation: { plugins: [{ responseCode: 1, stderr }] },
  node,
});
const succeeded = (node: Kind['node'] = {}): Kind => ({ invocation: {}, node });
const unreached = (statusDetails: string, node?: Kind['node']): Kind => ({
  invocation: {
    status: statusDetails === 'Pending' ? 'Pending' : 'Failed',
    statusDetails,
    plugins: [
      { status: 'Failed', statusDetails, responseCode: -1, startedAtMs: undefined, finishedAtMs: undefined },
    ],
  } as unknown as Kind['invocation'],
  ...(node && { node }),
});

/** So many nodes of each kind; those without a `node` are not registered. */
function fleet(...kinds: readonly (readonly [count: number, kind: Kind])[]) {
  const all = kinds.flatMap(([count, kind]) => Array(count).fill(kind) as Kind[]);
  const idAt = (index: number) => `i-${String(index).padStart(17, '0')}`;
  const invocations = all.map(({ invocation }, index) => ({ ...invocation, instanceId: idAt(index) }));
  const nodes = all.flatMap(({ node }, index) => (node ? [{ ...node, instanceId: idAt(index) }] : []));
  return fleetOf([{ commandId: COMMAND, invocations }], 'us-east-1', nodes);
}

async function ask(options: EndpointOptions, args: object = {}) {
  const fixture = await startFixture(options);
  const { text, structured } = await fixture.call('list_command_invocations', {
    command_id: COMMAND,
    details: true,
    max_tokens: 20_000,
    ...args,
  });
  const calls = fixture.endpoint.requests
    .filter(({ operation }) => operation === 'DescribeInstanceInformation')
    .map(({ input }) => input as { Filters: { Values: string[] }[] });
  const answer = structured as unknown as InvocationList;
  return { text, answer, groups: answer.groups, notes: answer.notes ?? [], calls, fixture };
}

const onNodes = (fault: Fault): NonNullable<EndpointOptions['fault']> => {
  return ({ operation }) => (operation === 'DescribeInstanceInformation' ? fault : undefined);
};

describe('what failed nodes have in common', () => {
  it('is said with the counts of both sides', async () => {
    const { groups, text, answer } = await ask({
      fleet: fleet(
        [34, failed('boom\n', AMAZON_LINUX_2)],
        [3, succeeded(AMAZON_LINUX_2)],
        [47, succeeded(UBUNTU)],
      ),
    });
    expect(groups[0]?.traits).toEqual([
      { trait: 'platform', value: 'Amazon Linux 2', nodes: 34, of: 34, succeeded: 3, of_succeeded: 50 },
    ]);
    expect(text).toContain('   In common: 34 of 34 run "Amazon Linux 2"; 3 of 50 that succeeded do.\n');
    expect(answer.untrusted_fields).toContain('traits');
  });

  it('is their agent, their kind of node, or their platform as a whole, whatever sets them apart', async () => {
    const old = { agentVersion: '3.2.582.0' };
    const { groups } = await ask({
      fleet: fleet([12, failed('boom\n', old)], [5, failed('bang\n', WINDOWS)], [30, succeeded()]),
    });
    expect(groups.map(({ traits }) => traits?.map(({ trait, value }) => [trait, value]))).toEqual([
      [['agent version', '3.2.582.0']],
      [['platform', 'Microsoft Windows Server 2022 Datacenter 2023']],
      undefined,
    ]);
  });

  it('is the platform alone where its versions differ', async () => {
    const versions = ['10.0.17763', '10.0.20348', '10.0.14393'];
    const { groups } = await ask({
      fleet: fleet(
        ...versions.map(
          (platformVersion) =>
            [
              3,
              failed('boom\n', { ...WINDOWS, platformName: `Windows ${platformVersion}`, platformVersion }),
            ] as const,
        ),
        [30, succeeded()],
      ),
    });
    expect(groups[0]?.traits).toMatchObject([{ value: 'Windows', nodes: 9, of: 9, succeeded: 0 }]);
  });

  it.each([
    [
      'most of those that succeeded have it too',
      [
        [20, failed('boom\n', UBUNTU)],
        [30, succeeded(UBUNTU)],
        [20, succeeded()],
      ],
    ],
    [
      'a good part of the group has not',
      [
        [16, failed('boom\n', UBUNTU)],
        [4, failed('boom\n')],
        [50, succeeded()],
      ],
    ],
    [
      'too few succeeded',
      [
        [3, failed('boom\n', UBUNTU)],
        [8, succeeded()],
      ],
    ],
    [
      'two nodes failed',
      [
        [2, failed('boom\n', UBUNTU)],
        [50, succeeded()],
      ],
    ],
    ['nobody succeeded', [[20, failed('boom\n', UBUNTU)]]],
  ] as const)('is not claimed where %s', async (_case, kinds) => {
    const { groups, text } = await ask({ fleet: fleet(...kinds) });
    expect(groups[0]?.traits).toBeUndefined();
    expect(text).not.toContain('In common');
  });

  it('is of a sample where there are many, in six calls of 50 nodes at most', async () => {
    const kinds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(
      (cause) => [90, failed(`${cause.repeat(20)} went wrong\n`, UBUNTU)] as const,
    );
    const { groups, calls, text } = await ask({ fleet: fleet(...kinds, [200, succeeded()]) });
    expect(calls.map(({ Filters }) => Filters[0]?.Values.length)).toEqual(Array(6).fill(50));
    expect(groups[0]).toMatchObject({ nodes: 90, looked_up: 50, traits: [{ nodes: 50, of_succeeded: 50 }] });
    expect(text).toContain(
      'In common (50 nodes looked up): 50 of 50 run "Ubuntu 22.04"; 0 of 50 that succeeded do.',
    );
  });

  it('takes no more than six calls where pages come short', async () => {
    const { calls, notes, groups } = await ask({
      fleet: fleet([150, failed('boom\n', UBUNTU)], [120, failed('bang\n')], [200, succeeded()]),
      emptyPages: true,
    });
    expect(calls).toHaveLength(6);
    expect(notes).toEqual([expect.stringContaining('DescribeInstanceInformation')]);
    expect(groups.map((group) => group.no_longer_registered)).toEqual([undefined, undefined, undefined]);
  });

  it('compares with what succeeded at the same document', async () => {
    const failing = Array.from({ length: 5 }, (_, n) => ({
      instanceId: `i-${n}0000000`,
      plugins: [{ responseCode: 1 }],
    }));
    const fine = Array.from({ length: 40 }, (_, n) => ({ instanceId: `i-1${String(n).padStart(16, '0')}` }));
    const { groups } = await ask(
      {
        fleet: fleetOf(
          [
            { commandId: COMMAND, documentName: 'Custom-Linux', invocations: failing },
            { commandId: COMMAND.replace(/^1/, '2'), documentName: 'Custom-Windows', invocations: fine },
          ],
          'us-east-1',
          [...failing, ...fine.map((node) => ({ ...node, ...WINDOWS }))].map(({ instanceId, ...node }) => ({
            instanceId,
            ...('platformType' in node && WINDOWS),
          })),
        ),
      },
      { command_id: undefined },
    );
    expect(groups[0]).toMatchObject({ status: 'Failed', nodes: 5 });
    expect(groups[0]?.traits).toBeUndefined();
  });
});

describe('nodes that were never reached', () => {
  const LOST = {
    pingStatus: 'ConnectionLost',
    agentVersion: '3.2.582.0',
    lastPingAtMs: Date.UTC(2026, 0, 14, 3, 12),
  };

  it('have the ping status of now, the last ping and the agent', async () => {
    const { groups, text } = await ask({
      fleet: fleet([2, unreached('Undeliverable', LOST)], [1, succeeded()]),
    });
    expect(groups[0]?.ping).toEqual([
      {
        status: 'ConnectionLost',
        nodes: 2,
        last_ping: { first: '2026-01-14T03:12:00Z', last: '2026-01-14T03:12:00Z' },
        agent_versions: ['3.2.582.0'],
      },
    ]);
    expect(text).toContain(
      '   Now: 2 nodes ConnectionLost, last ping 2026-01-14T03:12:00Z, agent 3.2.582.0.\n',
    );
    expect(groups[0]?.hint).toContain('Start the agent or the node');
  });

  it('are named where not all are alike, and called no longer registered where SSM does not know them', async () => {
    const { groups, text } = await ask({
      fleet: fleet([1, unreached('DeliveryTimedOut', LOST)], [4, unreached('DeliveryTimedOut')]),
    });
    expect(groups[0]).toMatchObject({
      ping: [{ nodes: 1, instance_ids: ['i-00000000000000000'] }],
      no_longer_registered: { nodes: 4 },
    });
    expect(text).toContain(
      '4 nodes no longer registered (i-00000000000000001, i-00000000000000002, i-00000000000000003 and others).',
    );
  });

  it('that answer now may be sent the command again', async () => {
    const { groups } = await ask({ fleet: fleet([1, unreached('Undeliverable', {})]) });
    expect(groups[0]?.hint).toBe('SSM could not deliver it; the agents answer now: send it again.');
  });

  it('and wait for an agent that is gone are told apart from those that wait a moment', async () => {
    const { groups } = await ask({ fleet: fleet([1, unreached('Pending', LOST)]) });
    expect(groups[0]).toMatchObject({ status: 'Pending', ping: [{ status: 'ConnectionLost' }] });
    expect(groups[0]?.hint).toContain('do not answer');
  });

  it('are not called unregistered before the last page is read', async () => {
    const { groups } = await ask({ fleet: fleet([6, unreached('Undeliverable', LOST)]), emptyPages: true });
    expect(groups[0]).toMatchObject({ ping: [{ nodes: 6 }] });
    expect(groups[0]?.no_longer_registered).toBeUndefined();
  });
});

describe('the names of nodes', () => {
  it('stand in for those that invocations lack, and do not replace theirs', async () => {
    const host = { computerName: 'web-1.example.internal' };
    const { answer } = await ask({
      fleet: fleet(
        [3, failed('boom\n', host)],
        [
          1,
          {
            invocation: { instanceName: 'own', plugins: [{ responseCode: 1, stderr: 'boom\n' }] },
            node: host,
          },
        ],
      ),
    });
    const names = answer.commands.flatMap(({ invocations }) =>
      invocations.map(({ instance_name }) => instance_name),
    );
    expect(names.sort()).toEqual(['own', ...Array(3).fill(host.computerName)]);
  });

  it('and platforms are cleaned and redacted, as all that nodes say', async () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    const { text, notes } = await ask({
      fleet: fleet(
        [5, failed('boom\n', { platformName: `\u001b[31mUbuntu"\u202e\n${secret}`, computerName: secret })],
        [50, succeeded()],
      ),
    });
    expect(text).not.toContain(secret);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(notes).toEqual([expect.stringContaining('redacted')]);
  });
});

describe('nodes are looked up', () => {
  const FLEET = fleet([5, failed('boom\n', UBUNTU)], [50, succeeded()]);

  it.each([
    ['where details are not asked for', FLEET, { details: false }],
    ['where all succeeded', fleet([60, succeeded()]), {}],
    ['where one or two failed', fleet([2, failed('boom\n')], [60, succeeded()]), {}],
  ])('not at all %s', async (_case, fleet, args) => {
    expect((await ask({ fleet }, args)).calls).toEqual([]);
  });

  it('without the permission: the answer stands, and says once what it lacks', async () => {
    const { answer, notes } = await ask({
      fleet: FLEET,
      fault: onNodes({ kind: 'error', type: 'AccessDeniedException' }),
    });
    expect(answer.summary).toMatchObject({ invocations: 55, complete: true });
    expect(notes).toEqual([expect.stringContaining('ssm:DescribeInstanceInformation')]);
  });

  it('in silence where the endpoint knows Run Command alone', async () => {
    const { commands } = FLEET;
    const { answer, notes } = await ask({ fleet: { commands } });
    expect(answer.summary.complete).toBe(true);
    expect(notes).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['is down', { kind: 'reset' }],
    ['refuses', { kind: 'error', type: 'InvalidInstanceId' }],
    ['answers nonsense', { kind: 'patch', patch: () => ({}) }],
    ['hangs', { kind: 'hang' }],
    ['never comes to an end', { kind: 'stuckToken' }],
  ])('in vain where AWS %s: the answer stands, says so and concludes nothing', async (_case, fault) => {
    startFastClock();
    const { answer, groups, notes } = await ask({ fleet: FLEET, fault: onNodes(fault) });
    expect(answer.summary).toMatchObject({ invocations: 55, complete: true });
    expect(groups[0]).not.toHaveProperty('traits');
    expect(groups[0]).not.toHaveProperty('no_longer_registered');
    expect(notes).toEqual([expect.stringContaining('DescribeInstanceInformation')]);
  });

  it('survives what a reply lacks or makes up', async () => {
    const items = [
      {},
      null,
      { InstanceId: 5, PingStatus: 'x y' },
      { InstanceId: '__proto__', AgentVersion: 'latest' },
    ];
    const { answer } = await ask({
      fleet: FLEET,
      fault: onNodes({ kind: 'patch', patch: () => ({ InstanceInformationList: items }) }),
    });
    expect(answer.groups[0]).toMatchObject({ nodes: 5, no_longer_registered: { nodes: 5 } });
  });

  it('no longer once the client cancels', async () => {
    const controller = new AbortController();
    const fixture = await startFixture({
      fleet: FLEET,
      fault: ({ operation }) => {
        if (operation !== 'DescribeInstanceInformation') return undefined;
        controller.abort(new Error('cancelled'));
        return { kind: 'hang' };
      },
    });
    const call = fixture.call(
      'list_command_invocations',
      { command_id: COMMAND, details: true },
      { signal: controller.signal },
    );
    await expect(call).rejects.toThrow('cancelled');
  });

  it('only those that are new when the list is read on', async () => {
    const { answer, fixture } = await ask({ fleet: FLEET }, { max_items: 40 });
    const before = fixture.endpoint.requests.length;
    const { structured } = await fixture.call('list_command_invocations', { cursor: answer.read_on });
    const { groups } = structured as unknown as InvocationList;
    expect(groups[0]?.traits).toMatchObject([{ value: 'Ubuntu 22.04', nodes: 5 }]);
    const asked = fixture.endpoint.requests
      .slice(before)
      .filter(({ operation }) => operation === 'DescribeInstanceInformation')
      .flatMap(({ input }) => (input as { Filters: { Values: string[] }[] }).Filters[0]?.Values);
    expect(asked).toHaveLength(15);
  });
});
