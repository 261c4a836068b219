/**
 * The MCP edge: what the protocol asks, answered by tools, resources and prompts, and the one place where an error
 * becomes an answer.
 *
 * The SDK's low-level `Server`, on purpose: its `McpServer` hands a thrown message to the model verbatim, drops
 * unknown arguments in silence, answers an unknown tool with a result instead of an error, and stamps an old
 * JSON Schema dialect on every schema.
 */

import { randomBytes } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { INSTRUCTIONS } from './instructions.ts';
import { JsonRpcError, jsonRpcCode, placeOf } from './json-rpc-error.ts';
import type { Surface } from './surface.ts';
import type { Session, ToolCall } from './tools/tool.ts';

export type ServerParts = {
  readonly version: string;
  /** Everything that lists and calls need; loaded on first use so that `initialize` does not wait for it. */
  loadSurface(): Promise<Surface>;
  session(): Promise<Session>;
  /** To stderr. Never given a node's output or a credential. */
  log(line: string): void;
};

/** No URI of ours comes near; a longer one is not worth sending back. */
const LONGEST_URI = 2_048;

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export function createServer(parts: ServerParts): Server {
  const server = new Server(
    { name: 'ssm-invocations-mcp', title: 'SSM Run Command invocations', version: parts.version },
    {
      capabilities: { tools: {}, resources: { listChanged: true }, prompts: {}, completions: {} },
      instructions: INSTRUCTIONS,
    },
  );

  /** The resources that the client was last shown or told of; undefined until it asks. */
  let shown: string | undefined;

  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: (await loadSurface()).listTools(),
  }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    const surface = await loadSurface();
    const tool = surface.findTool(params.name);
    if (tool === undefined) {
      const there = surface.toolNames().join(', ');
      throw new JsonRpcError(ErrorCode.InvalidParams, `Unknown tool. There are: ${there}.`);
    }
    try {
      const call = toCall(await parts.session(), extra);
      const answer = await tool(params.arguments, call);
      tellNewResources(surface, call.session);
      return { content: [{ type: 'text', text: answer.text }], structuredContent: { ...answer.structured } };
    } catch (error) {
      // Nobody waits for an answer to a cancelled call; the SDK sends none.
      extra.signal.throwIfAborted();
      return { isError: true, content: [{ type: 'text', text: problemText(surface, error) }] };
    }
  });

  server.setRequestHandler(ListResourcesRequestSchema, (_request, extra) =>
    answerOrError(extra, undefined, async (surface, { session }) => {
      const resources = surface.listResources(session);
      shown = urisOf(resources);
      return { resources: [...resources] };
    }),
  );

  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({
    resourceTemplates: (await loadSurface()).listTemplates(),
  }));

  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }, extra) =>
    answerOrError(extra, uri.length > LONGEST_URI ? undefined : { uri }, async (surface, call) => ({
      contents: [{ ...(await surface.readResource(uri, call)) }],
    })),
  );

  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: (await loadSurface()).listPrompts(),
  }));

  server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) =>
    answerOrError(extra, undefined, async (surface, call) => {
      const { description, text } = await surface.writePrompt(params.name, params.arguments, call);
      tellNewResources(surface, call.session);
      return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    }),
  );

  server.setRequestHandler(CompleteRequestSchema, ({ params: { ref, argument, context } }, extra) =>
    answerOrError(extra, undefined, async (surface, call) => ({
      completion: await surface.complete(ref, argument, context?.arguments ?? {}, call),
    })),
  );

  async function loadSurface(): Promise<Surface> {
    try {
      return await parts.loadSurface();
    } catch (error) {
      parts.log(`loading: ${placeOf(error)}`);
      const happened = 'Internal: this server could not load a part of itself.';
      throw new JsonRpcError(ErrorCode.InternalError, `${happened}\nTell the user to install it anew.`);
    }
  }

  /** What a tool says in its result, the other requests can only say as a JSON-RPC error. */
  async function answerOrError<Answer>(
    extra: Extra,
    data: object | undefined,
    answer: (surface: Surface, call: ToolCall) => Promise<Answer>,
  ): Promise<Answer> {
    const surface = await loadSurface();
    try {
      return await answer(surface, toCall(await parts.session(), extra));
    } catch (error) {
      extra.signal.throwIfAborted();
      throw new JsonRpcError(jsonRpcCode(error), problemText(surface, error), data);
    }
  }

  /** Results bring resources. A client that has read the list would go on showing it as it was. */
  function tellNewResources(surface: Surface, session: Session): void {
    if (shown === undefined) return;
    const now = urisOf(surface.listResources(session));
    if (shown === now) return;
    shown = now;
    // A client that has gone away needs no notice; its going is noticed elsewhere.
    server.sendResourceListChanged().catch(() => {});
  }

  function problemText(surface: Surface, error: unknown): string {
    const incident = randomBytes(4).toString('hex');
    const { text, known } = surface.renderProblem(error, incident);
    if (!known) parts.log(`incident ${incident}: ${placeOf(error)}`);
    return text;
  }

  return server;
}

function urisOf(resources: readonly { readonly uri: string }[]): string {
  return resources.map(({ uri }) => uri).join(' ');
}

function toCall(session: Session, extra: Extra): ToolCall {
  const progressToken = extra._meta?.progressToken;
  return {
    session,
    signal: extra.signal,
    onProgress(progress, message) {
      if (progressToken === undefined || extra.signal.aborted) return;
      const sent = extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken, progress, message },
      });
      // A client that has gone away needs no progress; its going is noticed elsewhere.
      sent.catch(() => {});
    },
  };
}
