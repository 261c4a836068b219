import { ListCommandInvocationsCommand, ListCommandsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { fleetOf } from '../endpoint/fleet-of.ts';
import {
  COMMAND,
  clientFor,
  clientOf,
  endpoint,
  NODE,
  numbered,
  rawCall,
  SIGNED,
  storyFleet,
} from './endpoint-fixture.ts';

const JSON_1_1 = 'application/x-amz-json-1.1';

describe('an answer', () => {
  it('carries a request id and the content type of AWS JSON 1.1', async () => {
    const response = await rawCall(await endpoint({ fleet: numbered(1) }), 'ListCommandInvocations', '{}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(JSON_1_1);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('has its times in seconds with no more decimals than they need', async () => {
    const fleet = fleetOf([
      { commandId: COMMAND, requestedAtMs: 1_579_893_879_600, invocations: [{ instanceId: NODE }] },
    ]);
    const response = await rawCall(await endpoint({ fleet }), 'ListCommandInvocations', '{}');
    expect(await response.text()).toContain('"RequestedDateTime":1579893879.6,');
  });

  it.each([
    ['ListCommandInvocations', { Details: true, MaxResults: 1 }],
    ['ListCommands', { MaxResults: 1 }],
    ['GetCommandInvocation', { CommandId: COMMAND, InstanceId: 'i-00000000' }],
  ])('of %s has its members in alphabetical order', async (operation, input) => {
    const running = await endpoint({ fleet: numbered(2) });
    const text = await (await rawCall(running, operation, JSON.stringify(input))).text();
    let structures = 0;
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        expect(Object.keys(value)).toEqual(Object.keys(value).sort());
        structures++;
      }
      return value;
    });
    expect(structures).toBeGreaterThan(1);
  });

  it('sends what is absent as empty text, false and an empty list', async () => {
    const client = await clientFor({ fleet: numbered(1) });
    const { CommandInvocations = [] } = await client.send(new ListCommandInvocationsCommand({}));
    expect(CommandInvocations[0]).toMatchObject({
      ServiceRole: '',
      StandardOutputUrl: '',
      NotificationConfig: { NotificationArn: '', NotificationEvents: [], NotificationType: '' },
      CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
    });
  });

  it('sends a role, a topic and a trace where there is one', async () => {
    const [serviceRole, notificationArn] = [
      'arn:aws:iam::111122223333:role/sns',
      'arn:aws:sns:us-east-1:111122223333:ops',
    ];
    const invocations = [{ instanceId: NODE, traceOutput: 'traced' }];
    const client = await clientFor({
      fleet: fleetOf([{ commandId: COMMAND, serviceRole, notificationArn, invocations }]),
    });
    const { CommandInvocations = [] } = await client.send(new ListCommandInvocationsCommand({}));
    expect(CommandInvocations[0]).toMatchObject({
      ServiceRole: serviceRole,
      NotificationConfig: { NotificationArn: notificationArn },
      TraceOutput: 'traced',
    });
  });

  it('has plugins only when details were asked for', async () => {
    const client = await clientFor({ fleet: numbered(1) });
    const plain = await client.send(new ListCommandInvocationsCommand({ Details: false }));
    const detailed = await client.send(new ListCommandInvocationsCommand({ Details: true }));
    expect(plain.CommandInvocations?.[0]?.CommandPlugins).toEqual([]);
    expect(detailed.CommandInvocations?.[0]?.CommandPlugins?.[0]?.Output).toBe('node 0');
  });

  it('shows nothing of what a step wrote before it has ended', async () => {
    const plugins = [{ status: 'InProgress', statusDetails: 'InProgress', stdout: 'so far' }];
    const client = await clientFor({
      fleet: fleetOf([{ commandId: COMMAND, invocations: [{ instanceId: NODE, plugins }] }]),
    });
    const { CommandInvocations = [] } = await client.send(
      new ListCommandInvocationsCommand({ Details: true }),
    );
    expect(CommandInvocations[0]).toMatchObject({ Status: 'InProgress', CommandPlugins: [{ Output: '' }] });
  });

  it('does not depend on the path, which an SDK may extend', async () => {
    const { url } = await endpoint({ fleet: numbered(1) });
    const response = await fetch(`${url}/some/base/`, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': JSON_1_1,
        'x-amz-target': 'AmazonSSM.ListCommands',
        authorization: SIGNED,
      },
    });
    expect(response.status).toBe(200);
  });
});

describe('the agent spells where full output lies', () => {
  const s3 = { bucket: 'amzn-s3-demo-bucket', prefix: 'logs' };

  async function only(literal: Omit<Parameters<typeof fleetOf>[0][number], 'commandId'>, Details = true) {
    const client = await clientFor({ fleet: fleetOf([{ commandId: COMMAND, ...literal }]) });
    const { CommandInvocations = [] } = await client.send(new ListCommandInvocationsCommand({ Details }));
    return CommandInvocations[0];
  }

  it('in S3, without colons, under a number for a plugin that has no step name', async () => {
    const url = `https://s3.us-east-1.amazonaws.com/amzn-s3-demo-bucket/logs/${COMMAND}/${NODE}/awsrunShellScript/0.awsrunShellScript`;
    const invocation = await only({ s3, invocations: [{ instanceId: NODE }] });
    expect(invocation?.CommandPlugins?.[0]).toMatchObject({
      StandardOutputUrl: `${url}/stdout`,
      StandardErrorUrl: `${url}/stderr`,
      OutputS3BucketName: 'amzn-s3-demo-bucket',
      OutputS3KeyPrefix: `logs/${COMMAND}/${NODE}/awsrunShellScript`,
    });
    const plain = await only({ s3, invocations: [{ instanceId: NODE }] }, false);
    expect(plain?.StandardOutputUrl).toBe(`${url}/stdout`);
  });

  it('in S3 by step name, and not for the invocation where there are several', async () => {
    const invocation = await only({
      s3,
      invocations: [{ instanceId: NODE, plugins: [{ name: 'PatchLinux' }, { name: 'other' }] }],
    });
    expect(invocation?.StandardOutputUrl).toBe('');
    expect(invocation?.CommandPlugins?.[0]?.StandardOutputUrl).toMatch(
      /awsrunShellScript\/PatchLinux\/stdout$/,
    );
  });

  it('in CloudWatch Logs, in a group of its own making unless one was named', async () => {
    const group = async (cloudWatchLogGroup: string, documentName: string) =>
      (await only({ cloudWatchLogGroup, documentName, invocations: [{ instanceId: NODE }] }))
        ?.CloudWatchOutputConfig;
    expect(await group('/ops', 'X')).toEqual({
      CloudWatchLogGroupName: '/ops',
      CloudWatchOutputEnabled: true,
    });
    expect(await group('', 'arn:aws:ssm:us-east-1:111122223333:document/Mine')).toEqual({
      CloudWatchLogGroupName: '/aws/ssm/arn.aws.ssm.us-east-1.111122223333.document/Mine',
      CloudWatchOutputEnabled: true,
    });
  });
});

describe('a request is turned away', () => {
  it.each<[string, string, Record<string, string>, number, string]>([
    ['of an unknown operation', 'SendCommand', {}, 400, 'UnknownOperationException'],
    [
      'of another service',
      '',
      { 'x-amz-target': 'AmazonEC2.ListCommands' },
      400,
      'UnknownOperationException',
    ],
    [
      'signed for another service',
      'ListCommands',
      { authorization: 'x' },
      400,
      'IncompleteSignatureException',
    ],
  ])('%s', async (_, operation, headers, status, type) => {
    const response = await rawCall(await endpoint({ fleet: numbered(1) }), operation, '{}', headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ __type: type });
  });

  it('without a signature', async () => {
    const { url } = await endpoint({ fleet: numbered(1) });
    const headers = { 'content-type': JSON_1_1, 'x-amz-target': 'AmazonSSM.ListCommands' };
    const response = await fetch(url, { method: 'POST', body: '{}', headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  it('by any other method', async () => {
    const running = await endpoint({ fleet: numbered(1) });
    const headers = { 'x-amz-target': 'AmazonSSM.ListCommands', authorization: SIGNED };
    const response = await fetch(running.url, { method: 'PUT', body: '{}', headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ __type: 'UnknownOperationException' });
  });

  it('of more than 64 KiB, and one of exactly that is read', async () => {
    const running = await endpoint({ fleet: numbered(1) });
    const sized = (bytes: number) => `{"Unheard":"${'x'.repeat(bytes - 14)}"}`;
    expect((await rawCall(running, 'ListCommands', sized(65_536))).status).toBe(200);
    expect((await rawCall(running, 'ListCommands', sized(65_537))).status).toBe(413);
    expect((await rawCall(running, 'ListCommands', '{}')).status).toBe(200);
  });
});

describe('a Region', () => {
  it('is read from the signature and holds its own commands', async () => {
    const running = await endpoint({ fleet: storyFleet(50) });
    const ids = async (region: string) => {
      const { Commands = [] } = await clientOf(running, region).send(new ListCommandsCommand({}));
      return Commands.map(({ CommandId }) => CommandId);
    };
    const [main, europe, elsewhere] = [
      await ids('us-east-1'),
      await ids('eu-west-1'),
      await ids('us-gov-west-1'),
    ];
    expect(main.length).toBe(50);
    expect(europe.length).toBe(3);
    expect(main.some((id) => europe.includes(id))).toBe(false);
    expect(elsewhere).toEqual([]);
    expect(running.requests.map(({ index, operation, region }) => [index, operation, region])).toEqual([
      [0, 'ListCommands', 'us-east-1'],
      [1, 'ListCommands', 'eu-west-1'],
      [2, 'ListCommands', 'us-gov-west-1'],
    ]);
  });
});
