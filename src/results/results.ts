/** The one store behind all cursors, so that a cursor handed to the wrong tool is recognised as such. */

import type { SanitizedInvocation } from '../tools/get-command-invocation/invocation.ts';
import type { ShownLengths } from '../tools/get-command-invocation/parts.ts';
import type { InvocationSnapshot } from '../tools/list-command-invocations/snapshot.ts';
import type { CommandRow } from '../tools/list-commands/count.ts';
import type { CommandSnapshot } from '../tools/list-commands/snapshot.ts';
import type { Continued } from './read-on.ts';
import { createStore, type Store } from './store.ts';

export interface KeptInvocations extends Continued<KeptInvocations> {
  readonly tool: 'list_command_invocations';
  readonly snapshot: InvocationSnapshot;
  readonly maxTokens: number;
  /** The first page, for the same request asked again while nothing has changed. */
  opening?: { readonly text: string; readonly structured: Readonly<Record<string, unknown>> };
}

export interface KeptCommands extends Continued<KeptCommands> {
  readonly tool: 'list_commands';
  readonly snapshot: CommandSnapshot;
  readonly maxTokens: number;
}

export type KeptOutput = {
  readonly tool: 'get_command_invocation';
  readonly account: SanitizedInvocation;
  readonly pluginName?: string;
  /** What the first page showed of each text: reading on begins there. Filled once that page is laid out. */
  readonly firstShown: ShownLengths;
  readonly maxTokens: number;
};

export type Result = KeptInvocations | KeptCommands | KeptOutput;

export type Results = Store<Result>;

/** Measured on 10,000 rows with names and groups (`npm run bench`), rounded up. */
const BYTES_PER_ROW = 400;

/** A command's row without its parameters: some twenty short fields. */
const BYTES_PER_COMMAND = 1_000;

/** A JavaScript string takes two where a character lies beyond Latin-1. */
const BYTES_PER_CHARACTER = 2;

export function createResults(): Results {
  return createStore<Result>(bytesOf);
}

function bytesOf(result: Result): number {
  switch (result.tool) {
    case 'list_command_invocations':
      return result.snapshot.count.rows.length * BYTES_PER_ROW;
    case 'list_commands':
      return result.snapshot.count.rows.reduce((sum, row) => sum + bytesOfCommand(row), 0);
    case 'get_command_invocation':
      return charactersOf(result.account) * BYTES_PER_CHARACTER;
  }
}

function bytesOfCommand({ parameters }: CommandRow): number {
  return parameters.reduce((sum, { value }) => sum + value.length * BYTES_PER_CHARACTER, BYTES_PER_COMMAND);
}

function charactersOf({ plugins }: SanitizedInvocation): number {
  return plugins.reduce((sum, { texts }) => sum + texts.reduce((all, { text }) => all + text.length, 0), 0);
}
