/** What every part of a call works with: the search of the session, and the time that there is. */

import { withLimit } from '../../results/index.ts';
import {
  type AwsPlace,
  type OutputSearch,
  SsmInvocationsError,
  UnavailableError,
} from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';

/** The tool is offered only where there is one. */
export function outputsOf({ session: { search } }: ToolCall): OutputSearch {
  if (search === undefined) throw new TypeError('this session does not search');
  return search.outputs;
}

/** Throws `UnavailableError` where the time of the call was over. */
export async function inTime<Value>(
  endsAt: number,
  operation: string,
  { region, profile }: AwsPlace,
  call: ToolCall,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limited = withLimit(call.signal, Math.max(0, endsAt - performance.now()));
  try {
    return await work(limited);
  } catch (error) {
    call.signal.throwIfAborted();
    if (!limited.aborted || error instanceof SsmInvocationsError) throw error;
    const aws = { service: 'CloudWatch Logs', operation, region, profile } as const;
    throw new UnavailableError('timeLimit', aws);
  }
}
