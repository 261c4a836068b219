/** An error as JSON-RPC sends it, and what of it may stand in a log. */

import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { InvalidInputError, NotFoundError } from '../run-command/index.ts';

/** Not the SDK's McpError: that one writes its code into the message, and the client writes it there again. */
export class JsonRpcError extends Error {
  readonly code: number;
  readonly data: object | undefined;

  constructor(code: number, message: string, data?: object) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** JSON-RPC code of the 2025-11-25 specification for a well-formed URI that names nothing. */
const RESOURCE_NOT_FOUND = -32002;

export function jsonRpcCode(error: unknown): number {
  if (error instanceof InvalidInputError) return ErrorCode.InvalidParams;
  return error instanceof NotFoundError ? RESOURCE_NOT_FOUND : ErrorCode.InternalError;
}

/** Where an unknown error arose, without its message: that may quote a node or a credential. */
export function stackWithoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // A message may itself have lines that read like frames.
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}
