/** Lines that are no message, and the errors that answer them. */

import { describe, expect, it } from 'vitest';
import { receiveLine, receiveOverlong } from '../../src/mcp/messages.ts';

describe('what is no message', () => {
  it.each([
    ['no JSON', '{"jsonrpc": "2.0", "id":', null, -32700],
    ['control characters', '\u0000\u0001', null, -32700],
    ['a byte order mark before a request', '\ufeff{"jsonrpc":"2.0","id":7,"method":"ping"}', 7, -32700],
    ['null', 'null', null, -32600],
    ['an object without members', '{}', null, -32600],
    ['another JSON-RPC', '{"jsonrpc":"1.0","id":7,"method":"ping"}', 7, -32600],
    ['an empty batch', '[]', null, -32600],
    ['a batch', '[{"jsonrpc":"2.0","id":7,"method":"ping"}]', 7, -32600],
    ['a batch of notifications', '[{"jsonrpc":"2.0","method":"notifications/x"}]', null, -32600],
    ['a fractional id', '{"jsonrpc":"2.0","id":7.5,"method":"ping"}', 7.5, -32600],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', null, -32600],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', null, -32600],
    ['params that are null', '{"jsonrpc":"2.0","id":7,"method":"tools/list","params":null}', 7, -32602],
    ['params that are a list', '{"jsonrpc":"2.0","id":7,"method":"tools/list","params":[]}', 7, -32602],
    [
      'arguments that are null',
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"list_commands","arguments":null}}',
      7,
      -32602,
    ],
    [
      '_meta that is a number',
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"list_commands","_meta":5}}',
      7,
      -32602,
    ],
    [
      'a progress token that is an object',
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"list_commands","_meta":{"progressToken":{}}}}',
      7,
      -32602,
    ],
    ['a read without a URI', '{"jsonrpc":"2.0","id":7,"method":"resources/read","params":{}}', 7, -32602],
    ['a method that is a number', '{"jsonrpc":"2.0","id":7,"method":7}', 7, -32600],
  ] as const)('gets an error: %s', (_name, line, id, code) => {
    expect(receiveLine(line)).toEqual({
      replies: [
        {
          jsonrpc: '2.0',
          id,
          error: { code, message: expect.stringMatching(/^[A-Z][^{}]{5,120}$/) },
        },
      ],
    });
  });

  it('gets an error for each request of a batch, and one alone for a batch of very many', () => {
    const batch = (size: number) =>
      JSON.stringify(Array.from({ length: size }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' })));
    expect(receiveLine(batch(3))).toMatchObject({ replies: [{ id: 0 }, { id: 1 }, { id: 2 }] });
    expect(receiveLine(batch(101))).toMatchObject({ replies: [{ id: null }] });
  });

  it.each([
    '{"jsonrpc":"2.0","method":"notifications/cancelled","params":null}',
    '{"jsonrpc":"2.0","method":"notifications/progress","params":"x"}',
    '{"jsonrpc":"2.0","id":{},"result":{}}',
  ])('gets nothing where nobody waits for an answer: %s', (line) => {
    expect(receiveLine(line)).toEqual({ replies: [] });
  });

  it.each([
    ['{"jsonrpc": "2.0", "id": "big", "method": "x', '"}', 'big'],
    ['{"id":5,"method":"x', '"}', 5],
    ['{"method":"x', '","jsonrpc":"2.0","id":6}', 6],
    ['{"method":"x', '"},"id":7}', 7],
    ['{"method":"x', '{"a":1,"id":8}}', null],
    ['{"params":{"id":9', '"}', null],
    ['{"method":"x', '\\"id":10}"', null],
  ])('is known by its id where it is too long to be read: %s ... %s', (head, tail, id) => {
    expect(receiveOverlong(head, tail)).toMatchObject({ replies: [{ id, error: { code: -32600 } }] });
  });
});

describe('a message', () => {
  it.each([
    { jsonrpc: '2.0', id: 0, method: 'ping' },
    { jsonrpc: '2.0', id: '', method: 'no/such/method', params: { any: 'thing' } },
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'x', arguments: {}, _meta: { progressToken: 0 } },
    },
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x' } },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } },
    // What has no such method is the SDK's to say.
    { jsonrpc: '2.0', id: 7, method: 'constructor' },
    { jsonrpc: '2.0', id: 1, result: {} },
  ])('goes through: %j', (message) => {
    expect(receiveLine(JSON.stringify(message))).toMatchObject({ message });
  });
});
