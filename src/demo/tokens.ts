import { createHmac } from 'node:crypto';
import { Refusal } from './wire.ts';

/** Where a list goes on: how many candidates and how many pages came before. */
export type Position = { readonly offset: number; readonly page: number };

const START: Position = { offset: 0, page: 0 };
// Not a secret: it only keeps a token from fitting another query by accident.
const KEY = 'embedded-ssm-endpoint';

/** `query` is everything that the token is bound to; MaxResults may change from page to page. */
export function writeToken(position: Position, query: string): string {
  const head = `${position.offset.toString(36)}.${position.page.toString(36)}`;
  return Buffer.from(`${head}.${sealOf(head, query)}`).toString('base64url');
}

/** Throws InvalidNextToken for anything that `writeToken` did not write for this very query. */
export function readToken(token: string | undefined, query: string): Position {
  if (token === undefined) return START;
  const bytes = Buffer.from(token, 'base64url');
  const [offset = '', page = '', seal] = bytes.toString('latin1').split('.');
  // Node decodes base64 forgivingly; a token that was changed at all is not the one that was given out.
  if (seal !== sealOf(`${offset}.${page}`, query) || bytes.toString('base64url') !== token) {
    throw new Refusal('InvalidNextToken', 'The specified token is not valid.');
  }
  return { offset: Number.parseInt(offset, 36), page: Number.parseInt(page, 36) };
}

function sealOf(head: string, query: string): string {
  return createHmac('sha256', KEY).update(head).update('\n').update(query).digest('base64url');
}
