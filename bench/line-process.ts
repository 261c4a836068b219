/** A process that answers lines with lines: an MCP server on stdio, or a program of the bench. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { benchEnv, type Command, peakOf } from './child.ts';

export type LineProcess = {
  send(message: unknown): void;
  /** Sends, and resolves with the next line that answers: a notification of the server does not. */
  ask(message: { id: number; method: string; params?: object }): Promise<Answer>;
  peakMiB(): number;
  end(): Promise<void>;
};

export type Answer = { readonly result: Record<string, unknown>; readonly ms: number };

const ANSWER_LIMIT_MS = 60_000;

export function startLineProcess({ file, args }: Command, env = benchEnv()): LineProcess {
  const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');

  function answerOf(id: number): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => done(new Error(`${file} did not answer`)), ANSWER_LIMIT_MS);
      const gone = () => done(new Error(`${file} ended instead of answering`));
      const done = (error: Error | undefined, result: Record<string, unknown> = {}) => {
        clearTimeout(late);
        lines.off('line', read);
        child.off('exit', gone);
        if (error) reject(error);
        else resolve(result);
      };
      const read = (line: string) => {
        const message = JSON.parse(line) as { id?: number; result?: Record<string, unknown>; error?: object };
        if (message.id !== id) return;
        if (message.result) done(undefined, message.result);
        else done(new Error(`${file}: ${JSON.stringify(message.error)}`));
      };
      lines.on('line', read);
      child.once('exit', gone);
    });
  }

  const send = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    send,
    async ask(message) {
      const began = performance.now();
      const answer = answerOf(message.id);
      send({ jsonrpc: '2.0', ...message });
      return { result: await answer, ms: performance.now() - began };
    },
    peakMiB: () => peakOf(child.pid),
    end: () => end(child, ended),
  };
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
