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
  type ClientCapabilities,
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
import type { Session, ToolCall } from '../session.ts';
import type { Catalog } from './catalog.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { JsonRpcError, jsonRpcCode, stackWithoutMessage } from './json-rpc-error.ts';

export type ServerParts = {
  readonly version: string;
  /** Everything that lists and calls need; loaded on first use so that `initialize` does not wait for it. */
  loadCatalog(): Promise<Catalog>;
  session(): Promise<Session>;
  /** To stderr. Never given a node's output or a credential. */
  log(line: string): void;
};

/** No URI of ours comes near; a longer one is not worth sending back. */
const MAX_URI_LENGTH = 2_048;

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export function createServer(parts: ServerParts): Server {
  const server = new Server(
    { name: 'ssm-invocations-mcp', title: 'SSM Run Command invocations', version: parts.version },
    {
      capabilities: { tools: {}, resources: { listChanged: true }, prompts: {}, completions: {} },
      instructions: INSTRUCTIONS,
    },
  );

  /** The resources that the client last listed or was notified of; undefined until it asks. */
  let shown: string | undefined;

  /** Announced by the client, or found out by its asking for the page. */
  let askedForView = false;
  const showsView = () => askedForView || announcesViews(server.getClientCapabilities());

  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: [...(await loadCatalog()).listTools(showsView())],
  }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    const catalog = await loadCatalog();
    const tool = catalog.findTool(params.name);
    if (tool === undefined) {
      const there = catalog.toolNames().join(', ');
      throw new JsonRpcError(ErrorCode.InvalidParams, `Unknown tool. There are: ${there}.`);
    }
    try {
      const call = { ...toCall(await parts.session(), extra), drawn: showsView() };
      const answer = await tool(params.arguments, call);
      announceNewResources(catalog, call.session);
      return { content: [{ type: 'text', text: answer.text }], structuredContent: { ...answer.structured } };
    } catch (error) {
      // Nobody waits for an answer to a cancelled call; the SDK sends none.
      extra.signal.throwIfAborted();
      return { isError: true, content: [{ type: 'text', text: problemText(catalog, error) }] };
    }
  });

  server.setRequestHandler(ListResourcesRequestSchema, (_request, extra) =>
    answerOrError(extra, undefined, async (catalog, { session }) => {
      const resources = catalog.listResources(session, showsView());
      shown = urisOf(resources);
      return { resources: [...resources] };
    }),
  );

  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({
    resourceTemplates: (await loadCatalog()).listTemplates(),
  }));

  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }, extra) =>
    answerOrError(extra, uri.length > MAX_URI_LENGTH ? undefined : { uri }, async (catalog, call) => {
      askedForView ||= catalog.isViewUri(uri);
      return { contents: [{ ...(await catalog.readResource(uri, call)) }] };
    }),
  );

  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: (await loadCatalog()).listPrompts(),
  }));

  server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) =>
    answerOrError(extra, undefined, async (catalog, call) => {
      const { description, text } = await catalog.writePrompt(params.name, params.arguments, call);
      announceNewResources(catalog, call.session);
      return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    }),
  );

  server.setRequestHandler(CompleteRequestSchema, ({ params: { ref, argument, context } }, extra) =>
    answerOrError(extra, undefined, async (catalog, call) => ({
      completion: await catalog.complete(ref, argument, context?.arguments ?? {}, call),
    })),
  );

  async function loadCatalog(): Promise<Catalog> {
    try {
      return await parts.loadCatalog();
    } catch (error) {
      parts.log(`loading: ${stackWithoutMessage(error)}`);
      const happened = 'Internal: this server could not load a part of itself.';
      throw new JsonRpcError(ErrorCode.InternalError, `${happened}\nTell the user to install it anew.`);
    }
  }

  /** What a tool says in its result, the other requests can only say as a JSON-RPC error. */
  async function answerOrError<Answer>(
    extra: Extra,
    data: object | undefined,
    answer: (catalog: Catalog, call: ToolCall) => Promise<Answer>,
  ): Promise<Answer> {
    const catalog = await loadCatalog();
    try {
      return await answer(catalog, toCall(await parts.session(), extra));
    } catch (error) {
      extra.signal.throwIfAborted();
      throw new JsonRpcError(jsonRpcCode(error), problemText(catalog, error), data);
    }
  }

  /** Results bring resources. A client that has read the list would go on showing it as it was. */
  function announceNewResources(catalog: Catalog, session: Session): void {
    if (shown === undefined) return;
    const now = urisOf(catalog.listResources(session, showsView()));
    if (shown === now) return;
    shown = now;
    // A client that has gone away needs no notice; its going is noticed elsewhere.
    server.sendResourceListChanged().catch(() => {});
  }

  function problemText(catalog: Catalog, error: unknown): string {
    const incident = randomBytes(4).toString('hex');
    const { text, known } = catalog.renderProblem(error, incident);
    if (!known) parts.log(`incident ${incident}: ${stackWithoutMessage(error)}`);
    return text;
  }

  return server;
}

/** As the MCP Apps extension has it; hosts before revision 2026-01-26 announced it without the types. */
function announcesViews({ extensions }: ClientCapabilities = {}): boolean {
  const apps: { mimeTypes?: unknown } | undefined = extensions?.['io.modelcontextprotocol/ui'];
  const types = apps?.mimeTypes;
  return apps !== undefined && (!Array.isArray(types) || types.includes('text/html;profile=mcp-app'));
}

function urisOf(resources: readonly { readonly uri: string }[]): string {
  return resources.map(({ uri }) => uri).join(' ');
}

/** Milliseconds between two notices of progress: nobody reads faster. */
const PROGRESS_INTERVAL_MS = 500;

function toCall(session: Session, extra: Extra): ToolCall {
  const progressToken = extra._meta?.progressToken;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    session,
    signal: extra.signal,
    onProgress(progress, message, total) {
      if (progressToken === undefined || extra.signal.aborted) return;
      const now = performance.now();
      if (now - lastAt < PROGRESS_INTERVAL_MS) return;
      lastAt = now;
      const sent = extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken, progress, message, ...(total !== undefined && { total }) },
      });
      // A client that has gone away needs no progress; its going is noticed elsewhere.
      sent.catch(() => {});
    },
  };
}
