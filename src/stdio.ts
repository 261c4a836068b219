/**
 * JSON-RPC on stdin and stdout, and the end of it. The SDK's transport notices neither the end of stdin nor a
 * closed stdout, which is how orphaned servers come about.
 */

import process from 'node:process';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/** After the end of stdin, answers that are nearly done may still go out: whoever pipes requests in wants them. */
const GRACE_MS = 500;

export async function connectStdio(server: Server, exit: () => void): Promise<void> {
  const transport = new StdioServerTransport();
  const unanswered = new Set<RequestId>();
  let ending = false;

  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(exit, GRACE_MS);
    exitWhenAnswered();
  };
  const exitWhenAnswered = () => {
    if (ending && unanswered.size === 0) exit();
  };

  process.stdin.once('end', end);
  process.stdin.once('close', end);
  process.stdout.once('error', exit);
  process.once('SIGTERM', exit);
  process.once('SIGINT', exit);

  await server.connect(transport);

  const receive = transport.onmessage?.bind(transport);
  transport.onmessage = (message: JSONRPCMessage) => {
    if ('method' in message && 'id' in message) unanswered.add(message.id);
    if ('method' in message && message.method === 'notifications/cancelled') {
      unanswered.delete(message.params?.['requestId'] as RequestId);
    }
    receive?.(message);
  };
  const send = transport.send.bind(transport);
  transport.send = async (message) => {
    await send(message);
    if (!('method' in message) && 'id' in message && message.id !== undefined) {
      unanswered.delete(message.id);
      exitWhenAnswered();
    }
  };
}
