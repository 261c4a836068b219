/** The tools as the server holds them, on the real SDK client and an embedded endpoint. */

import { onTestFinished } from 'vitest';
import { createCatalog } from '../src/mcp/catalog.ts';
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
  profiles = [],
  allowedRegions = [],
  searchedLogGroups,
  ...options
}: EndpointOptions & {
  readonly nowMs?: number;
  readonly fullOutput?: boolean;
  /** Each is an account of the endpoint. */
  readonly profiles?: readonly string[];
  readonly allowedRegions?: readonly string[];
  readonly searchedLogGroups?: readonly string[];
} = {}): Promise<Fixture> {
  const endpoint = await startEndpoint({ nodes: 200, accounts: profiles.length, ...options });
  onTestFinished(() => endpoint.close());
  const session = {
    ...openSession({
      aws: { region: 'us-east-1', demoEndpoint: endpoint.url, profiles },
      regions: allowedRegions,
      maxTokens: 2_500,
      redact: true,
      fullOutput,
      searchedLogGroups,
    }),
    ...(nowMs !== undefined && { nowMs: () => nowMs }),
  };
  const catalog = createCatalog({
    profiles: profiles.length > 1,
    regions: allowedRegions.length > 1,
    search: searchedLogGroups !== undefined,
  });
  const progress: Fixture['progress'] = [];
  return {
    endpoint,
    session,
    progress,
    async call(tool, args, { signal = new AbortController().signal } = {}) {
      const handle = catalog.findTool(tool);
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
