import { GetCommandInvocationCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { exampleCommands } from '../../src/demo/create-fleet.ts';
import type { LiteralCommand } from '../endpoint/fleet-of.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { COMMAND, clientFor, NODE, OTHER_COMMAND, refusalOf, storyFleet } from './endpoint-fixture.ts';

const START = Date.UTC(2026, 10, 20, 9, 0, 0, 758);

async function getInvocation(plugins: LiteralCommand['invocations'][number]['plugins'], PluginName?: string) {
  const literal = {
    commandId: COMMAND,
    invocations: [{ instanceId: NODE, ...(plugins ? { plugins } : {}) }],
  };
  const client = await clientFor({ fleet: fleetOf([literal]) });
  const plugin = PluginName === undefined ? {} : { PluginName };
  return client.send(new GetCommandInvocationCommand({ CommandId: COMMAND, InstanceId: NODE, ...plugin }));
}

describe('GetCommandInvocation', () => {
  it('keeps the streams apart', async () => {
    const result = await getInvocation([{ responseCode: 1, stdout: 'out\n', stderr: 'err\n' }]);
    expect(result).toMatchObject({
      PluginName: 'aws:runShellScript',
      Status: 'Failed',
      ResponseCode: 1,
      StandardOutputContent: 'out\n',
      StandardErrorContent: 'err\n',
    });
  });

  it('writes times as strings and the exact span as a duration', async () => {
    const span = async (ms: number) => {
      const result = await getInvocation([{ startedAtMs: START, finishedAtMs: START + ms }]);
      return [result.ExecutionStartDateTime, result.ExecutionElapsedTime, result.ExecutionEndDateTime];
    };
    expect(await span(44_002)).toEqual(['2026-11-20T09:00:00.758Z', 'PT44.002S', '2026-11-20T09:00:44.758Z']);
    expect((await span(91))[1]).toBe('PT0.091S');
    expect((await span(3_600_271))[1]).toBe('PT1H0.271S');
    expect((await span(300_000))[1]).toBe('PT5M');
    expect((await span(0))[1]).toBe('PT0S');
  });

  it('must name the step of a document that has several', async () => {
    const plugins = [{ name: 'first' }, { name: 'second', stdout: '2' }];
    expect(await refusalOf(getInvocation(plugins))).toEqual({
      name: 'InvalidPluginName',
      message: 'UnknownError',
    });
    expect((await refusalOf(getInvocation(plugins, 'third')))?.name).toBe('InvalidPluginName');
    expect((await getInvocation(plugins, 'second')).StandardOutputContent).toBe('2');
  });

  it('has the status of the step that was asked for', async () => {
    const plugins = [
      { name: 'first', responseCode: 1 },
      { name: 'second', responseCode: 0 },
    ];
    expect((await getInvocation(plugins, 'first')).Status).toBe('Failed');
    expect((await getInvocation(plugins, 'second')).Status).toBe('Success');
  });

  it('has no text where the agent itself spoke in place of the step', async () => {
    const result = await getInvocation([
      { responseCode: 1, stdout: 'replaced', stderr: 'too', message: 'No manifest' },
    ]);
    expect(result.StandardOutputContent).toBe('');
    expect(result.StandardErrorContent).toBe('');
  });

  it('has no text before the step has ended', async () => {
    const literal = [{ status: 'InProgress', statusDetails: 'InProgress', stdout: 'so far' }];
    expect((await getInvocation(literal)).StandardOutputContent).toBe('');
  });

  it('cuts stdout at 24,000 and stderr at 8,000 bytes', async () => {
    const result = await getInvocation([{ stdout: 'o'.repeat(30_000), stderr: 'e'.repeat(9000) }]);
    expect(result.StandardOutputContent).toBe(`${'o'.repeat(23_980)}--output truncated--`);
    expect(result.StandardErrorContent).toBe(`${'e'.repeat(7980)}--output truncated--`);
  });

  it('answers InvocationDoesNotExist for a command nobody sent and a node that was no target', async () => {
    const client = await clientFor({
      fleet: fleetOf([{ commandId: COMMAND, invocations: [{ instanceId: NODE }] }]),
    });
    for (const input of [
      { CommandId: OTHER_COMMAND, InstanceId: NODE },
      { CommandId: COMMAND, InstanceId: 'i-00000009' },
    ]) {
      expect(await refusalOf(client.send(new GetCommandInvocationCommand(input)))).toEqual({
        name: 'InvocationDoesNotExist',
        message: 'UnknownError',
      });
    }
  });

  it('has neither times nor text for a node that was never reached', async () => {
    const fleet = storyFleet();
    const CommandId = exampleCommands().rotateLogs;
    const command = fleet.commands('us-east-1').find(({ header }) => header.commandId === CommandId);
    const at = [...Array(command?.size).keys()].find(
      (index) => command?.outlineAt(index).statusDetails === 'Undeliverable',
    );
    const InstanceId = command?.invocationAt(at ?? -1).instanceId ?? '';
    const client = await clientFor({ fleet });
    expect(await client.send(new GetCommandInvocationCommand({ CommandId, InstanceId }))).toMatchObject({
      Status: 'Failed',
      StatusDetails: 'Undeliverable',
      ResponseCode: -1,
      ExecutionStartDateTime: '',
      StandardOutputContent: '',
      StandardErrorContent: '',
    });
  });
});
