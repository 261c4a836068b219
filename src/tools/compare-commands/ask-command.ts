/** What ListCommands has of one command. */

import { type ReadContext, withLimit } from '../../results/index.ts';
import { type Command, SsmInvocationsError, UnavailableError } from '../../run-command/index.ts';
import { noneWhenUnknown } from '../list-commands/snapshot.ts';

/** A side request must not hold up the answer. */
const LIMIT_MS = 5_000;

/** `undefined` where AWS lists no such command. */
export async function askCommand(
  commandId: string,
  region: string,
  { reader, signal }: ReadContext,
): Promise<Command | undefined> {
  try {
    const query = { region, commandId, filters: [] };
    const { items } = await reader
      .listCommands(query, { size: 1 }, withLimit(signal, LIMIT_MS))
      .catch(noneWhenUnknown);
    return items.find((item) => item.commandId === commandId);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof SsmInvocationsError
      ? error
      : new UnavailableError('timeLimit', { operation: 'ListCommands', region, profile: undefined });
  }
}

/** Asked beside the invocations. Nice to know and no more: without the permission the answer goes on. */
export async function commandBeside(
  commandId: string,
  region: string,
  context: ReadContext,
): Promise<Command | undefined> {
  try {
    return await askCommand(commandId, region, context);
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}
