/** CloudWatch Logs Insights over what the fleet's nodes said. */

export { getLogRecord } from './pointers.ts';
export { createQueries, type Queries, type QueryOptions } from './queries.ts';
