/** The tools as the server holds them, on the real SDK client and an embedded endpoint. */

import { onTestFinished } from 'vitest';
import { catalogWithSearch } from '../src/mcp/catalog.ts';
import type { Session } from '../src/session.ts';
import { openSession } from '../src/session.ts';
import type { ToolAnswer } from '../src/tools/tool.ts';
import { checked } from './checked-answer.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint/endpoint.ts';

export type Fixture = {
  readonly endpoint: Endpoint;
  readonly session: Session;
  /** Calls a tool and checks what must hold of every answer; a rejected promise carries one of our errors. */
  call(tool: string, args: Record<string, unknown>, options?: { signal?: AbortSignal }): Promise<ToolAnswer>;
  readonly progress: { done: number; message: string; total?: number }[];
};

/** Closed when the running test ends. `nowMs` stands in for the clock where ages are shown. */
export async function startFixture({
  nowMs,
  fullOutput = true,
  searchedLogGroups,
  ...options
}: EndpointOptions & {
  readonly nowMs?: number;
  readonly fullOutput?: boolean;
  readonly searchedLogGroups?: readonly string[];
} = {}): Promise<Fixture> {
  const endpoint = await startEndpoint({ nodes: 200, ...options });
  onTestFinished(() => endpoint.close());
  const session = {
    ...openSession({
      aws: { region: 'us-east-1', demoEndpoint: endpoint.url },
      maxTokens: 2_500,
      redact: true,
      fullOutput,
      searchedLogGroups,
    }),
    ...(nowMs !== undefined && { nowMs: () => nowMs }),
  };
  const progress: Fixture['progress'] = [];
  return {
    endpoint,
    session,
    progress,
    async call(tool, args, { signal = new AbortController().signal } = {}) {
      const handle = catalogWithSearch.findTool(tool);
      if (handle === undefined) throw new Error(`no tool ${tool}`);
      const answer = await handle(args, {
        session,
        signal,
        onProgress: (done, message, total) =>
          progress.push({ done, message, ...(total !== undefined && { total }) }),
      });
      return checked(tool, answer);
    },
  };
}
