/**
 * A line into a message, or into the errors that answer it. The SDK drops what it cannot read in silence, and a client
 * then waits for its answer until it gives up.
 */

import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  InitializeRequestSchema,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { MAX_LINE_BYTES } from './lines.ts';

/** Null where the request's own cannot be read, as JSON-RPC has it. */
type Id = string | number | null;

export type ErrorReply = {
  readonly jsonrpc: '2.0';
  readonly id: Id;
  readonly error: { readonly code: number; readonly message: string };
};

export type Received = { readonly message: JSONRPCMessage } | { readonly replies: readonly ErrorReply[] };

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };
type Check = (request: unknown) => readonly Issue[] | undefined;

/** Checks of the requests that are answered, by method. A Map: the method is what a client sent. */
const REQUESTS = new Map<string, Check>(
  [
    InitializeRequestSchema,
    PingRequestSchema,
    ListToolsRequestSchema,
    CallToolRequestSchema,
    ListResourcesRequestSchema,
    ListResourceTemplatesRequestSchema,
    ReadResourceRequestSchema,
    ListPromptsRequestSchema,
    GetPromptRequestSchema,
    CompleteRequestSchema,
  ].map((schema) => [
    schema.shape.method.value,
    (request: unknown) => schema.safeParse(request).error?.issues,
  ]),
);

const BYTE_ORDER_MARK = '\ufeff';

export function receiveLine(line: string): Received {
  const text = line.startsWith(BYTE_ORDER_MARK) ? line.slice(BYTE_ORDER_MARK.length) : line;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refusal(null, ErrorCode.ParseError, 'Parse error: the line is no JSON.');
  }
  if (text !== line) {
    return refusal(
      idOf(parsed),
      ErrorCode.ParseError,
      'Parse error: the line begins with a byte order mark.',
    );
  }
  return Array.isArray(parsed) ? refuseBatch(parsed) : receive(parsed);
}

/** `head` and `tail` are how the line began and ended. */
export function receiveOverlong(head: string, tail: string): Received {
  const megabytes = MAX_LINE_BYTES / 1024 / 1024;
  return refusal(
    idAtEdge(head, tail),
    ErrorCode.InvalidRequest,
    `Invalid Request: the line is longer than ${megabytes} MB.`,
  );
}

function receive(parsed: unknown): Received {
  if (!isObject(parsed)) {
    return refusal(null, ErrorCode.InvalidRequest, 'Invalid Request: a message is an object.');
  }
  // Nothing is ever sent in answer to a notification, or to an answer.
  const expectsAnswer = 'id' in parsed && !('result' in parsed) && !('error' in parsed);
  const known = JSONRPCMessageSchema.safeParse(parsed);
  if (!expectsAnswer) {
    if (known.success) return { message: known.data };
    const isNotification = typeof parsed['method'] === 'string' || 'id' in parsed;
    return isNotification ? { replies: [] } : invalidRequest(null, 'it has neither a method nor an id');
  }
  return receiveRequest(parsed, known);
}

function receiveRequest(
  request: Readonly<Record<string, unknown>>,
  known: ReturnType<typeof JSONRPCMessageSchema.safeParse>,
): Received {
  const { jsonrpc, id, method, params } = request;
  const answerId = idOf(request);
  if (jsonrpc !== '2.0') return invalidRequest(answerId, 'jsonrpc must be "2.0"');
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) {
    return invalidRequest(answerId, 'id must be a string or an integer');
  }
  if (typeof method !== 'string') return invalidRequest(answerId, 'method must be a string');
  if ('params' in request && !isObject(params)) return invalidParams(answerId, 'params must be an object');
  const issues = REQUESTS.get(method)?.(request) ?? known.error?.issues;
  if (issues) return invalidParams(answerId, describeIssue(issues[0]));
  return known.success ? { message: known.data } : invalidRequest(answerId, 'it is no message of MCP');
}

/** A batch of more is refused as a whole. */
const MAX_BATCH_REPLIES = 100;

/** Known to one revision of MCP alone (2025-03-26) and sent by no client: each of its requests is answered. */
function refuseBatch(batch: readonly unknown[]): Received {
  const requests = batch.filter((item) => isObject(item) && 'id' in item && 'method' in item);
  const ids = requests.length > MAX_BATCH_REPLIES ? [] : requests.map(idOf);
  const message = 'Invalid Request: batches are not supported; send one message a line.';
  return {
    replies: (ids.length > 0 ? ids : [null]).map((id) => reply(id, ErrorCode.InvalidRequest, message)),
  };
}

/** "params.arguments: expected object, received null": the SDK's own words, which repeat nothing of the value. */
function describeIssue(issue: Issue | undefined): string {
  if (issue === undefined) return 'they are not what the method takes';
  const where = issue.path.length === 0 ? 'the request' : issue.path.map(String).join('.');
  return `${where}: ${issue.message.replace(/^Invalid input: /, '').replaceAll('record', 'object')}`;
}

function invalidRequest(id: Id, why: string): Received {
  return refusal(id, ErrorCode.InvalidRequest, `Invalid Request: ${why}.`);
}

function invalidParams(id: Id, why: string): Received {
  return refusal(id, ErrorCode.InvalidParams, `Invalid params: ${why}.`);
}

function refusal(id: Id, code: number, message: string): Received {
  return { replies: [reply(id, code, message)] };
}

function reply(id: Id, code: number, message: string): ErrorReply {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

/** As it was sent, a fraction too: by that its sender knows it. */
function idOf(message: unknown): Id {
  const id = isObject(message) ? message['id'] : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

const ID = String.raw`"id"\s{0,9}:\s{0,9}(\d{1,15}|"[^"\\]{1,200}")`;
const ID_FIRST = new RegExp(
  String.raw`^\s{0,9}\{\s{0,9}(?:"jsonrpc"\s{0,9}:\s{0,9}"2\.0"\s{0,9},\s{0,9})?${ID}`,
);
/** Followed by no more than the end of the outermost object. */
const ID_LAST = new RegExp(String.raw`,\s{0,9}${ID}\s{0,9}\}\s{0,9}$`);

function idAtEdge(head: string, tail: string): Id {
  const [, id] = ID_FIRST.exec(head) ?? ID_LAST.exec(tail) ?? [];
  return id === undefined ? null : JSON.parse(id);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
