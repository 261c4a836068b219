/** What `list_command_invocations` keeps for its cursors. */

import type { Continued, Kept, KeptResult, SeenInvocation } from '../../results/index.ts';
import { classOf } from '../../run-command/index.ts';
import type { Row } from './row.ts';
import type { InvocationSnapshot } from './snapshot.ts';

/** Measured on 10,000 rows with names and groups (`npm run bench`), rounded up. */
const BYTES_PER_ROW = 400;

export class InvocationResult implements KeptResult, Continued<InvocationResult> {
  readonly tool = 'list_command_invocations';
  readonly snapshot: InvocationSnapshot;
  readonly maxTokens: number;
  successor?: Promise<Kept<InvocationResult>>;

  constructor(snapshot: InvocationSnapshot, maxTokens: number) {
    this.snapshot = snapshot;
    this.maxTokens = maxTokens;
  }

  get region(): string {
    return this.snapshot.request.query.region;
  }

  get bytes(): number {
    return this.snapshot.count.rows.length * BYTES_PER_ROW;
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
