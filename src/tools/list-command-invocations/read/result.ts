/** What `list_command_invocations` stores for its cursors. */

import type { SeenInvocation } from '../../../results/index.ts';
import { classOf } from '../../../run-command/index.ts';
import { ListResult } from '../../list-result.ts';
import type { Row } from './row.ts';
import type { InvocationSnapshot } from './snapshot.ts';

export class InvocationResult extends ListResult<InvocationSnapshot, InvocationResult> {
  readonly tool = 'list_command_invocations';

  get wholeCommandId(): string | undefined {
    const { commandId, instanceId, filters } = this.snapshot.request.query;
    return instanceId === undefined && filters.length === 0 ? commandId : undefined;
  }

  override invocations(limit: number): readonly SeenInvocation[] {
    const failed: Row[] = [];
    const others: Row[] = [];
    for (const row of this.snapshot.count.rows) {
      const rows = classOf(row.status) === 'notSucceeded' ? failed : others;
      if (rows.length < limit) rows.push(row);
    }
    return [...failed, ...others]
      .slice(0, limit)
      .map(({ command, ...row }) => ({ ...command.place, ...command, ...row }));
  }
}
