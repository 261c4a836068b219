/** What `list_command_invocations` stores for its cursors. */

import {
  bytesOf,
  type Continued,
  type SeenInvocation,
  type Stored,
  type StoredResult,
} from '../../results/index.ts';
import { classOf } from '../../run-command/index.ts';
import type { Row } from './row.ts';
import type { InvocationSnapshot } from './snapshot.ts';

export class InvocationResult implements StoredResult, Continued<InvocationResult> {
  readonly tool = 'list_command_invocations';
  readonly snapshot: InvocationSnapshot;
  readonly maxTokens: number;
  readonly bytes: number;
  readingOn?: Promise<Stored<InvocationResult>>;
  successorId?: string;

  constructor(snapshot: InvocationSnapshot, maxTokens: number) {
    this.snapshot = snapshot;
    this.bytes = bytesOf(snapshot);
    this.maxTokens = maxTokens;
  }

  get region(): string {
    return this.snapshot.request.query.region;
  }

  get wholeCommandId(): string | undefined {
    const { commandId, instanceId, filters } = this.snapshot.request.query;
    return instanceId === undefined && filters.length === 0 ? commandId : undefined;
  }

  commands(): readonly [] {
    return [];
  }

  invocations(limit: number): readonly SeenInvocation[] {
    const failed: Row[] = [];
    const others: Row[] = [];
    for (const row of this.snapshot.count.rows) {
      const rows = classOf(row.status) === 'notSucceeded' ? failed : others;
      if (rows.length < limit) rows.push(row);
    }
    return [...failed, ...others]
      .slice(0, limit)
      .map(({ command, ...row }) => ({ region: this.region, ...command, ...row }));
  }
}
