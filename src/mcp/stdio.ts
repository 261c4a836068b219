/**
 * How much is worked on at a time, and when the process ends: at the end of stdin, at a closed stdout and at a signal.
 * Servers that miss one of these stay behind as orphans.
 */

import process from 'node:process';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';
import { createStdioTransport, MAX_UNREAD_BYTES } from './transport.ts';

/** After the end of stdin, answers that are nearly done may still go out: whoever pipes requests in wants them. */
const GRACE_MS = 500;

/** Requests worked on at a time. No client is known to send more, and each may hold a large reply of AWS. */
const MAX_WORKING = 16;

/**
 * Requests read beyond those. Past them stdin is left alone, which has a price: its end and cancellations are
 * then noticed only when an answer has gone out.
 */
const MAX_WAITING = 256;

type Request = Extract<JSONRPCMessage, { method: string; id: RequestId }>;

export async function connectStdio(server: Server, exit: () => void): Promise<void> {
  const transport = createStdioTransport();
  const working = new Set<RequestId>();
  /** In the order of arrival. */
  const waiting: Request[] = [];
  let ending = false;

  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(exit, GRACE_MS);
    exitWhenAnswered();
  };
  const exitWhenAnswered = () => {
    if (ending && working.size === 0 && waiting.length === 0) exit();
  };

  // Each answer waits for a full stdout by itself, however many there are.
  process.stdout.setMaxListeners(0);
  process.stdin.once('end', end);
  process.stdin.once('close', end);
  process.stdout.once('error', exit);
  process.once('SIGTERM', exit);
  process.once('SIGINT', exit);

  await server.connect(transport);

  const receive = transport.onmessage?.bind(transport);
  const mayWork = () => working.size < MAX_WORKING && process.stdout.writableLength < MAX_UNREAD_BYTES;

  const workOn = () => {
    while (mayWork()) {
      const request = waiting.shift();
      if (request === undefined) break;
      working.add(request.id);
      receive?.(request);
    }
    if (waiting.length < MAX_WAITING) process.stdin.resume();
    else process.stdin.pause();
  };
  process.stdout.on('drain', workOn);

  const forget = (id: RequestId) => {
    const place = waiting.findIndex((request) => request.id === id);
    if (place >= 0) waiting.splice(place, 1);
    working.delete(id);
  };

  transport.onmessage = (message: JSONRPCMessage) => {
    if ('method' in message && 'id' in message) {
      waiting.push(message);
      workOn();
      return;
    }
    receive?.(message);
    if ('method' in message && message.method === 'notifications/cancelled') {
      forget(message.params?.['requestId'] as RequestId);
      workOn();
    }
  };
  const send = transport.send.bind(transport);
  transport.send = async (message) => {
    const sending = send(message);
    if (!('method' in message) && 'id' in message && message.id !== undefined) {
      working.delete(message.id);
      // Not at once: requests that need no waiting would follow one another without a turn for signals.
      if (waiting.length > 0) setImmediate(workOn);
    }
    await sending;
    exitWhenAnswered();
  };
}
