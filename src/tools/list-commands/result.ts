/** What `list_commands` keeps for its cursors. */

import type { Continued, Kept, KeptResult } from '../../results/index.ts';
import type { CommandRow } from './count.ts';
import type { CommandSnapshot } from './snapshot.ts';

/** A command's row without its parameters: some twenty short fields. */
const BYTES_PER_COMMAND = 1_000;

/** A JavaScript string takes two where a character lies beyond Latin-1. */
const BYTES_PER_CHARACTER = 2;

export class CommandResult implements KeptResult, Continued<CommandResult> {
  readonly tool = 'list_commands';
  readonly snapshot: CommandSnapshot;
  readonly maxTokens: number;
  successor?: Promise<Kept<CommandResult>>;

  constructor(snapshot: CommandSnapshot, maxTokens: number) {
    this.snapshot = snapshot;
    this.maxTokens = maxTokens;
  }

  get region(): string {
    return this.snapshot.request.query.region;
  }

  get bytes(): number {
    return this.snapshot.count.rows.reduce((sum, row) => sum + bytesOf(row), 0);
  }

  readonly wholeCommandId = undefined;

  invocations(): readonly [] {
    return [];
  }

  commands(): readonly CommandRow[] {
    return this.snapshot.count.rows;
  }
}

function bytesOf({ parameters }: CommandRow): number {
  return parameters.reduce((sum, { value }) => sum + value.length * BYTES_PER_CHARACTER, BYTES_PER_COMMAND);
}
