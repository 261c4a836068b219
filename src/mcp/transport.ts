/**
 * JSON-RPC on stdin and stdout, a message a line. Not the SDK's own transport: that one drops what it cannot read, and
 * a line of more than 10 MB closes it for good.
 */

import process from 'node:process';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';
import { createLineReader } from './lines.ts';
import { type ErrorReply, type Received, receiveLine, receiveOverlong } from './messages.ts';

/** Of answers that the client has not read: some hundred of the largest. It gets no further ones until it has. */
export const MAX_UNREAD_BYTES = 16 * 1024 * 1024;

export function createStdioTransport(): Transport {
  const transport: Transport = {
    async start() {
      // Its end is noticed elsewhere.
      process.stdin.on('error', (error) => transport.onerror?.(error));
      process.stdin.on(
        'data',
        createLineReader({
          onLine: (line) => {
            // Nothing between two line feeds is no message, and no error either.
            if (line.trim() !== '') take(receiveLine(line));
          },
          onOverlong: (head, tail) => take(receiveOverlong(head, tail)),
        }),
      );
    },
    send: (message) => write(withOuterId(message)),
    async close() {
      transport.onclose?.();
    },
  };

  function take(received: Received): void {
    if ('message' in received) {
      transport.onmessage?.(withInnerId(received.message));
      return;
    }
    transport.onerror?.(new ProtocolError());
    // Whoever sends lines without end and reads nothing is owed no further errors.
    if (process.stdout.writableLength > MAX_UNREAD_BYTES) return;
    for (const reply of received.replies) void write(reply);
  }

  return transport;
}

/** For the log: that a line was refused, without what stood in it. */
class ProtocolError extends Error {
  override readonly name = 'a line that is no message';
}

/** Resolves once the line is out, or in Node's hands with room for more. */
function write(message: JSONRPCMessage | ErrorReply): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(`${JSON.stringify(message)}\n`)) resolve();
    else process.stdout.once('drain', resolve);
  });
}

/** The SDK takes a cancellation of the request 0 for one of no request, so that this request goes by another name. */
const ZERO = 'request 0';

function inner(id: unknown): unknown {
  return id === 0 ? ZERO : id;
}

function withInnerId(message: JSONRPCMessage): JSONRPCMessage {
  if ('method' in message && message.method === 'notifications/cancelled') {
    return { ...message, params: { ...message.params, requestId: inner(message.params?.['requestId']) } };
  }
  return 'id' in message && 'method' in message
    ? { ...message, id: inner(message.id) as RequestId }
    : message;
}

function withOuterId(message: JSONRPCMessage): JSONRPCMessage {
  return 'id' in message && !('method' in message) && message.id === ZERO ? { ...message, id: 0 } : message;
}
