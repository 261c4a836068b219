/** What `compare_commands` stores for its cursors. */

import type { SeenInvocation } from '../../results/index.ts';
import type { Command } from '../../run-command/index.ts';
import { ListResult } from '../list-result.ts';
import { SIDES } from './runs.ts';
import type { ComparisonSnapshot } from './snapshot.ts';

export class ComparisonResult extends ListResult<ComparisonSnapshot, ComparisonResult> {
  readonly tool = 'compare_commands';
  /** It holds two. */
  readonly wholeCommandId = undefined;

  /** Rows stand failures first. */
  override invocations(limit: number): readonly SeenInvocation[] {
    return this.snapshot.count.rows
      .slice(0, limit)
      .map(({ command, ...row }) => ({ ...command.place, ...command, ...row }));
  }

  override commands(): readonly Pick<Command, 'commandId' | 'documentName' | 'comment'>[] {
    return SIDES.map((side) => {
      const { commandId, documentName, comment } = this.snapshot.runs[side].head;
      return { commandId, documentName, comment };
    });
  }
}
