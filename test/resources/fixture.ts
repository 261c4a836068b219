/** The server's own catalog on the real SDK client and an embedded endpoint, called as the server calls it. */

import { catalog } from '../../src/mcp/catalog.ts';
import type { ToolCall } from '../../src/session.ts';
import type { EndpointOptions } from '../endpoint/endpoint.ts';
import { type Fixture, startFixture } from '../session.ts';

export type SurfaceFixture = Fixture & {
  readonly toolCall: ToolCall;
  /** Operations that AWS was asked for so far. */
  readonly asked: () => string[];
  readonly read: (uri: string) => ReturnType<typeof catalog.readResource>;
  readonly prompt: (name: string, args?: Record<string, string>) => Promise<string>;
  readonly suggest: (name: string, typed: string, known?: Record<string, string>) => Promise<string[]>;
};

export async function startSurface(options: EndpointOptions = {}): Promise<SurfaceFixture> {
  const fixture = await startFixture(options);
  const toolCall = { session: fixture.session, signal: new AbortController().signal, onProgress: () => {} };
  const [, streamTemplate] = catalog.listTemplates();
  const ref = { type: 'ref/resource' as const, uri: streamTemplate?.uriTemplate ?? '' };
  return {
    ...fixture,
    toolCall,
    asked: () => fixture.endpoint.requests.map(({ operation }) => operation),
    read: (uri) => catalog.readResource(uri, toolCall),
    prompt: async (name, args) => (await catalog.writePrompt(name, args, toolCall)).text,
    suggest: async (name, value, known = {}) =>
      (await catalog.complete(ref, { name, value }, known, toolCall)).values,
  };
}
