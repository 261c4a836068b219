import { ListCommandInvocationsCommand, ListCommandsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { COMMAND, clientOf, endpoint, numbered, rawCall, refusalOf } from '../demo/endpoint-fixture.ts';
import type { Fault } from './endpoint.ts';

const playing = (fault: Fault) => endpoint({ fleet: numbered(60), fault: () => fault });
const list = (running: Awaited<ReturnType<typeof endpoint>>, NextToken?: string) =>
  clientOf(running).send(new ListCommandInvocationsCommand(NextToken === undefined ? {} : { NextToken }));

describe('a fault', () => {
  it('of an AWS error has the status that goes with its type', async () => {
    const cases: [string, number][] = [
      ['ThrottlingException', 400],
      ['AccessDeniedException', 400],
      ['InternalServerError', 500],
      ['ServiceUnavailable', 503],
    ];
    for (const [type, status] of cases) {
      const running = await playing({ kind: 'error', type, message: 'because' });
      const response = await rawCall(running, 'ListCommands', '{}');
      expect(response.status).toBe(status);
      expect(await refusalOf(list(running))).toMatchObject({ name: type, message: 'because' });
    }
    const forced = await playing({ kind: 'error', type: 'AccessDeniedException', httpStatus: 403 });
    expect((await rawCall(forced, 'ListCommands', '{}')).status).toBe(403);
  });

  it('of an error without members carries no text, whatever it was given', async () => {
    const running = await playing({ kind: 'error', type: 'InvocationDoesNotExist', message: 'never sent' });
    const response = await rawCall(running, 'GetCommandInvocation', '{}');
    expect(await response.text()).toBe('{"__type":"InvocationDoesNotExist"}');
  });

  it('of raw bytes is sent as it is', async () => {
    const body = '<html>502 Bad Gateway</html>';
    const running = await playing({ kind: 'raw', httpStatus: 502, contentType: 'text/html', body });
    const response = await rawCall(running, 'ListCommands', '{}');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      502,
      'text/html',
      body,
    ]);
  });

  it('that resets ends the connection without an answer', async () => {
    await expect(rawCall(await playing({ kind: 'reset' }), 'ListCommands', '{}')).rejects.toThrow(
      'fetch failed',
    );
  });

  it('that resets midway sends the head and half of the body', async () => {
    const response = await rawCall(await playing({ kind: 'resetMidway' }), 'ListCommandInvocations', '{}');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('that hangs answers nothing until the endpoint closes', async () => {
    const running = await playing({ kind: 'hang' });
    const call = refusalOf(list(running));
    await running.arrived(1);
    await running.close();
    expect(await call).toBeDefined();
  });

  it('that delays still gives the true answer', async () => {
    const { CommandInvocations } = await list(await playing({ kind: 'delay', ms: 5 }));
    expect(CommandInvocations).toHaveLength(50);
  });

  it('of a stuck token answers with the token it was asked with', async () => {
    const running = await endpoint({
      fleet: numbered(160),
      fault: ({ index }) => (index > 0 ? { kind: 'stuckToken' } : undefined),
    });
    const first = await list(running);
    const second = await list(running, first.NextToken);
    expect(second.NextToken).toBe(first.NextToken);
    expect(second.CommandInvocations?.[0]?.InstanceId).toBe('i-00000050');
  });

  it('of a stuck token has one even where none was asked with', async () => {
    expect((await list(await playing({ kind: 'stuckToken' }))).NextToken).toBeTruthy();
  });

  it('of an empty page loses nothing: its token goes on from there', async () => {
    const running = await endpoint({
      fleet: numbered(60),
      fault: ({ index }) => (index < 2 ? { kind: 'emptyPage' } : undefined),
    });
    const first = await list(running);
    const second = await list(running, first.NextToken);
    const third = await list(running, second.NextToken);
    expect([first, second, third].map((page) => page.CommandInvocations?.length)).toEqual([0, 0, 50]);
    expect(third.CommandInvocations?.[0]?.InstanceId).toBe('i-00000000');
    expect(first.NextToken).not.toBe(second.NextToken);
  });

  it('that patches edits the true answer', async () => {
    const running = await playing({ kind: 'patch', patch: (body) => ({ ...body, CommandInvocations: [] }) });
    const page = await list(running);
    expect(page.CommandInvocations).toEqual([]);
    expect(page.NextToken).toBeTruthy();
  });

  it('is chosen by what was asked', async () => {
    const running = await endpoint({
      fleet: numbered(1),
      fault: ({ operation, input, region }) =>
        operation === 'ListCommands' && input['CommandId'] === COMMAND && region === 'us-east-1'
          ? { kind: 'error', type: 'AccessDeniedException' }
          : undefined,
    });
    const client = clientOf(running);
    expect(await refusalOf(client.send(new ListCommandsCommand({})))).toBeUndefined();
    expect((await refusalOf(client.send(new ListCommandsCommand({ CommandId: COMMAND }))))?.name).toBe(
      'AccessDeniedException',
    );
  });
});
