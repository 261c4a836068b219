import type { ListCommandInvocationsCommandInput } from '@aws-sdk/client-ssm';
import {
  GetCommandInvocationCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { COMMAND, clientFor, endpoint, NODE, numbered, rawCall, refusalOf } from './endpoint-fixture.ts';

const PATTERN = String.raw`Member must satisfy regular expression pattern: (^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)`;
const status = (value: string) => ({ key: 'Status' as const, value });

describe('the service model refuses', () => {
  const cases: [what: string, input: ListCommandInvocationsCommandInput, at: string, must: string][] = [
    [
      'a command id of 35 characters',
      { CommandId: COMMAND.slice(1) },
      'commandId',
      'have length greater than or equal to 36',
    ],
    [
      'a command id of 37 characters',
      { CommandId: `${COMMAND}0` },
      'commandId',
      'have length less than or equal to 36',
    ],
    ['an instance id of 16 characters', { InstanceId: 'i-0123456789abcdef' }, 'instanceId', PATTERN],
    ['a short id of a hybrid node', { InstanceId: 'mi-01234567' }, 'instanceId', PATTERN],
    ['a page of 0', { MaxResults: 0 }, 'maxResults', 'have value greater than or equal to 1'],
    ['a page of 51', { MaxResults: 51 }, 'maxResults', 'have value less than or equal to 50'],
    ['an empty list of filters', { Filters: [] }, 'filters', 'have length greater than or equal to 1'],
    [
      'six filters',
      { Filters: Array.from({ length: 6 }, () => status('Failed')) },
      'filters',
      'have length less than or equal to 5',
    ],
    [
      'a filter without a value',
      { Filters: [status('')] },
      'filters.1.member.value',
      'have length greater than or equal to 1',
    ],
    [
      'a filter value of 129 characters',
      { Filters: [status('x'.repeat(129))] },
      'filters.1.member.value',
      'have length less than or equal to 128',
    ],
    [
      'a filter key that does not exist',
      { Filters: [{ key: 'Bogus' as 'Status', value: 'x' }] },
      'filters.1.member.key',
      'satisfy enum value set',
    ],
  ];

  it.each(cases)('%s', async (_, input, at, must) => {
    const client = await clientFor({ fleet: numbered(1) });
    const calls = [
      client.send(new ListCommandInvocationsCommand(input)),
      client.send(new ListCommandsCommand(input)),
    ];
    for (const refusal of await Promise.all(calls.map(refusalOf))) {
      expect(refusal?.name).toBe('ValidationException');
      expect(refusal?.message).toContain('1 validation error detected: ');
      expect(refusal?.message).toContain(`at '${at}' failed to satisfy constraint: `);
      expect(refusal?.message).toContain(must);
    }
  });

  it('several members at once, and counts them', async () => {
    const client = await clientFor({ fleet: numbered(1) });
    const refusal = await refusalOf(
      client.send(new ListCommandInvocationsCommand({ CommandId: 'x', MaxResults: 51 })),
    );
    expect(refusal?.message).toBe(
      "2 validation errors detected: Value 'x' at 'commandId' failed to satisfy constraint: Member must have length greater than or equal to 36; Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50",
    );
  });

  it('a plugin name of three characters', async () => {
    const client = await clientFor({ fleet: numbered(1) });
    const refusal = await refusalOf(
      client.send(
        new GetCommandInvocationCommand({ CommandId: COMMAND, InstanceId: 'i-00000000', PluginName: 'abc' }),
      ),
    );
    expect(refusal?.name).toBe('ValidationException');
    expect(refusal?.message).toContain("'pluginName'");
  });

  it('GetCommandInvocation without its two required members', async () => {
    const response = await rawCall(await endpoint({ fleet: numbered(1) }), 'GetCommandInvocation', '{}');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'ValidationException',
      message:
        "2 validation errors detected: Value null at 'commandId' failed to satisfy constraint: Member must not be null; Value null at 'instanceId' failed to satisfy constraint: Member must not be null",
    });
  });

  it.each([
    ['a number for a string', '{"CommandId":5}'],
    ['a string for a number', '{"MaxResults":"5"}'],
    ['a fraction for a whole number', '{"MaxResults":5.5}'],
    ['a string for a boolean', '{"Details":"true"}'],
    ['an object for a list', '{"Filters":{}}'],
    ['a string for a structure', '{"Filters":["Status"]}'],
    ['no JSON', '{"CommandId":'],
    ['no object', '[]'],
    ['nothing', ''],
  ])('%s as a SerializationException', async (_, body) => {
    const response = await rawCall(await endpoint({ fleet: numbered(1) }), 'ListCommandInvocations', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });
});

describe('the service model allows', () => {
  const cases: [what: string, input: ListCommandInvocationsCommandInput][] = [
    ['no argument at all', {}],
    ['word characters that are no hexadecimal digits', { InstanceId: 'i-02573cafcfEXAMPLE' }],
    ['short instance ids', { InstanceId: 'i-01234567' }],
    ['hybrid nodes', { InstanceId: 'mi-0123456789abcdef0' }],
    ['any 36 characters as a command id', { CommandId: 'x'.repeat(36) }],
    ['pages of 1', { MaxResults: 1 }],
    ['pages of 50', { MaxResults: 50 }],
    ['128 characters in a filter', { Filters: [{ key: 'DocumentName' as const, value: 'x'.repeat(128) }] }],
  ];

  it.each(cases)('%s', async (_, input) => {
    const client = await clientFor({ fleet: numbered(1) });
    await expect(client.send(new ListCommandInvocationsCommand(input))).resolves.toBeDefined();
    await expect(client.send(new ListCommandsCommand(input))).resolves.toBeDefined();
  });

  it('members it does not know and members that are null', async () => {
    const body = JSON.stringify({ Unheard: 1, CommandId: null, InstanceId: NODE });
    const response = await rawCall(await endpoint({ fleet: numbered(1) }), 'ListCommandInvocations', body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ CommandInvocations: [] });
  });
});
