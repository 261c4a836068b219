/** Of Amazon CloudWatch Logs what reading a command's output takes: the events of a stream, and lists of streams. */
import type { Fleet } from '../fleet.ts';
import type { Paging } from '../paging.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { getLogEvents } from './get-log-events.ts';
import { type LogsOperationName, readLogsInput } from './input.ts';

export { LOGS_OPERATIONS, type LogsOperationName } from './input.ts';

export type LogsRequest = {
  readonly operation: LogsOperationName;
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Throws a Refusal. */
export function performLogs(fleet: Fleet, { operation, region, body }: LogsRequest, paging: Paging): object {
  const input = readLogsInput(operation, body);
  return operation === 'GetLogEvents'
    ? getLogEvents(fleet, region, input, paging)
    : describeLogStreams(fleet, region, input);
}
