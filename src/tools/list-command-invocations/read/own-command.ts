/** What ListCommands has of the command that was asked about. */

import { type ReadContext, withLimit } from '../../../results/index.ts';
import { type AwsPlace, type Command, type CommandQuery, placeOf } from '../../../run-command/index.ts';

export type OwnCommand = Pick<Command, 'requestedAtMs' | 'status'> & {
  /** Nodes it targets; undefined where the query narrows them. */
  readonly targetCount?: number;
  /** Seconds, as the sender gave it. */
  readonly executionTimeout?: number;
};

/** Milliseconds. A side request must not hold up the answer. */
const LIMIT_MS = 5_000;

type Asked = AwsPlace & { readonly commandId: string };

/** `undefined` where AWS lists no such command. */
export async function askCommand(
  asked: Asked,
  { reader, signal }: Pick<ReadContext, 'reader' | 'signal'>,
): Promise<Command | undefined> {
  const query = { ...placeOf(asked), commandId: asked.commandId, filters: [] };
  const { items } = await reader.listCommands(query, { size: 1 }, withLimit(signal, LIMIT_MS));
  return items.find((item) => item.commandId === asked.commandId);
}

/** Asked beside the first page. Nice to know and no more: without the permission the answer goes on. */
export async function commandBeside(
  { commandId, ...query }: CommandQuery,
  context: ReadContext,
): Promise<Command | undefined> {
  if (commandId === undefined) return undefined;
  try {
    return await askCommand({ ...placeOf(query), commandId }, context);
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}

export function ownCommandOf(
  { requestedAtMs, status, targetCount, parameters }: Command,
  { instanceId, filters }: CommandQuery,
): OwnCommand {
  const executionTimeout = secondsIn(parameters);
  const narrowed = instanceId !== undefined || filters.length > 0;
  return {
    requestedAtMs,
    status,
    ...(!narrowed && { targetCount }),
    ...(executionTimeout !== undefined && { executionTimeout }),
  };
}

/** The parameter of AWS's own documents; others may call it differently. */
function secondsIn(parameters: Command['parameters']): number | undefined {
  const given = Object.hasOwn(parameters, 'executionTimeout')
    ? parameters['executionTimeout']?.[0]
    : undefined;
  return given !== undefined && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}
