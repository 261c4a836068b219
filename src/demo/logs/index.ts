/** Of Amazon CloudWatch Logs what reading and searching output takes: events, streams, groups, and queries of Logs Insights. */
import type { Fleet } from '../fleet.ts';
import type { Paging } from '../paging.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { getLogEvents } from './get-log-events.ts';
import { type LogsOperationName, missing, readLogsInput, textIn } from './input.ts';
import { createQueries, getLogRecord, type QueryOptions } from './insights/index.ts';

export { LOGS_OPERATIONS, type LogsOperationName } from './input.ts';
export type { QueryOptions } from './insights/index.ts';

export type LogsRequest = {
  readonly operation: LogsOperationName;
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What one endpoint answers. It remembers the queries that were started; each answer throws a Refusal where it refuses. */
export function createLogs(fleet: Fleet, options: Paging & QueryOptions) {
  const queries = createQueries(fleet, options);
  return ({ operation, region, body }: LogsRequest): object => {
    switch (operation) {
      case 'DescribeLogGroups':
        return describeLogGroups(fleet, region, body);
      case 'DescribeLogStreams':
        return describeLogStreams(fleet, region, readLogsInput(operation, body));
      case 'GetLogEvents':
        return getLogEvents(fleet, region, readLogsInput(operation, body), options);
      case 'GetLogRecord': {
        const pointer = textIn(body, 'logRecordPointer');
        if (pointer === undefined) throw missing('logRecordPointer');
        return getLogRecord(fleet, region, pointer);
      }
      case 'StartQuery':
        return queries.start(region, body);
      case 'GetQueryResults':
        return queries.results(body);
      case 'StopQuery':
        return queries.stop(body);
    }
  };
}
