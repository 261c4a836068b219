/** What `list_commands` stores for its cursors. */

import { ListResult } from '../list-result.ts';
import type { CommandRow } from './count.ts';
import type { CommandSnapshot } from './snapshot.ts';

export class CommandResult extends ListResult<CommandSnapshot, CommandResult> {
  readonly tool = 'list_commands';
  readonly wholeCommandId = undefined;

  override commands(): readonly CommandRow[] {
    return this.snapshot.count.rows;
  }
}
