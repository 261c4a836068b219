/** What `list_commands` stores for its cursors. */

import { bytesOf, type Continued, type Stored, type StoredResult } from '../../results/index.ts';
import type { CommandRow } from './count.ts';
import type { CommandSnapshot } from './snapshot.ts';

export class CommandResult implements StoredResult, Continued<CommandResult> {
  readonly tool = 'list_commands';
  readonly snapshot: CommandSnapshot;
  readonly maxTokens: number;
  readonly bytes: number;
  readingOn?: Promise<Stored<CommandResult>>;
  successorId?: string;

  constructor(snapshot: CommandSnapshot, maxTokens: number) {
    this.snapshot = snapshot;
    this.bytes = bytesOf(snapshot);
    this.maxTokens = maxTokens;
  }

  get region(): string {
    return this.snapshot.request.query.region;
  }

  readonly wholeCommandId = undefined;

  invocations(): readonly [] {
    return [];
  }

  commands(): readonly CommandRow[] {
    return this.snapshot.count.rows;
  }
}
