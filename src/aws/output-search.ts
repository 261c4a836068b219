/** The adapter: CloudWatch Logs Insights behind the port to searches. */

import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandInput,
  LimitExceededException,
  MalformedQueryException,
  type QueryStatus,
  ResourceNotFoundException,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  type FoundEvent,
  type LogGroup,
  OutputMissingError,
  type OutputSearch,
  type RunningSearch,
  type SearchState,
  UnavailableError,
} from '../run-command/index.ts';
import { type AwsSettings, createClients } from './clients.ts';
import { configuredEndpoint } from './endpoints.ts';
import { searchQuery } from './insights-query.ts';

/** Pages of 50 groups of one prefix: more than one question could be about. */
const MAX_GROUP_PAGES = 20;

/** Stopping is tried for so long, after the call itself is over. */
const STOP_LIMIT_MS = 3_000;

const STATUSES: Record<QueryStatus, SearchState['status']> = {
  Scheduled: 'running',
  Running: 'running',
  Complete: 'complete',
  Timeout: 'timedOut',
  Failed: 'failed',
  Cancelled: 'failed',
  Unknown: 'failed',
};

export function createSearch(settings: AwsSettings): OutputSearch {
  const clients = createClients<CloudWatchLogsClient>(settings, 'CloudWatch Logs', async (config) => {
    const endpoint = await configuredEndpoint('CLOUDWATCH_LOGS', settings);
    const client = new CloudWatchLogsClient({ ...config, ...(endpoint !== undefined && { endpoint }) });
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          try {
            return await next(args);
          } catch (error) {
            if (commandName !== 'StartQueryCommand' || !(error instanceof LimitExceededException))
              throw error;
            throw unavailable('busy', 'StartQuery', config.region);
          }
        },
      // Inside of the retries, which would take it for throttling and wait without a word.
      { step: 'finalizeRequest', priority: 'low', name: 'noteBusy' },
    );
    return client;
  });

  const unavailable = (reason: 'busy' | 'malformed', operation: string, region: string) =>
    new UnavailableError(reason, {
      service: 'CloudWatch Logs',
      operation,
      region,
      profile: settings.profile,
    });

  function resultsOf(region: string, input: GetQueryResultsCommandInput, signal: AbortSignal) {
    return clients.call({ operation: 'GetQueryResults', region }, signal, (client, options) =>
      client.send(new GetQueryResultsCommand(input), options),
    );
  }

  function running(region: string, queryId: string): RunningSearch {
    return {
      async state(signal) {
        // What it found so far, up to 10,000 rows, would come with each answer.
        const { status, statistics } = await resultsOf(region, { queryId, maxItems: 1 }, signal);
        if (status === undefined) throw unavailable('malformed', 'GetQueryResults', region);
        return {
          status: STATUSES[status] ?? 'failed',
          matched: statistics?.recordsMatched ?? 0,
          scannedBytes: statistics?.bytesScanned ?? 0,
        };
      },
      async events(signal) {
        const found: FoundEvent[] = [];
        for (let nextToken: string | undefined; ; ) {
          const reply = await resultsOf(region, { queryId, nextToken }, signal);
          for (const row of reply.results ?? []) {
            const event = eventOf(new Map(row.map(({ field, value }) => [field, value ?? ''])));
            if (event === undefined) throw unavailable('malformed', 'GetQueryResults', region);
            found.push(event);
          }
          if (!reply.nextToken || reply.nextToken === nextToken) return found;
          nextToken = reply.nextToken;
        }
      },
      async stop() {
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), STOP_LIMIT_MS);
        await clients
          .call({ operation: 'StopQuery', region }, limit.signal, (client, options) =>
            client.send(new StopQueryCommand({ queryId }), options),
          )
          // It has ended meanwhile, or ends by itself within the hour.
          .catch(() => {});
        clearTimeout(timer);
      },
    };
  }

  return {
    async listGroups({ region }, prefix, signal) {
      const groups: LogGroup[] = [];
      let nextToken: string | undefined;
      for (let asked = 0; asked < MAX_GROUP_PAGES; asked += 1) {
        const input = { logGroupNamePrefix: prefix, limit: 50, nextToken };
        const reply = await clients.call(
          { operation: 'DescribeLogGroups', region, resource: prefix },
          signal,
          (client, options) => client.send(new DescribeLogGroupsCommand(input), options),
        );
        for (const { logGroupName: name, creationTime, storedBytes } of reply.logGroups ?? []) {
          if (name === undefined) continue;
          groups.push({
            name,
            ...(creationTime !== undefined && { createdAtMs: creationTime }),
            ...(storedBytes !== undefined && { storedBytes }),
          });
        }
        if (!reply.nextToken || reply.nextToken === nextToken) break;
        nextToken = reply.nextToken;
      }
      return groups;
    },

    async start({ region }, groups, terms, { fromMs, toMs }, signal) {
      const input = {
        logGroupNames: [...groups],
        queryString: searchQuery(terms),
        startTime: Math.floor(fromMs / 1_000),
        endTime: Math.ceil(toMs / 1_000),
      };
      try {
        const { queryId } = await clients.call(
          { operation: 'StartQuery', region, resource: groups.join(', ') },
          signal,
          (client, options) => client.send(new StartQueryCommand(input), options),
        );
        if (queryId === undefined) throw unavailable('malformed', 'StartQuery', region);
        return running(region, queryId);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        // The one complaint about a query whose text never differs but in its values.
        if (cause instanceof MalformedQueryException && /creation time|retention/.test(cause.message)) {
          return undefined;
        }
        if (cause instanceof ResourceNotFoundException) {
          throw new OutputMissingError('group', {
            container: groups.join(', '),
            printed: false,
            listed: false,
          });
        }
        throw error;
      }
    },

    async readEvent({ region }, pointer, signal) {
      const { logRecord } = await clients.call(
        { operation: 'GetLogRecord', region },
        signal,
        (client, options) => client.send(new GetLogRecordCommand({ logRecordPointer: pointer }), options),
      );
      const message = logRecord?.['@message'];
      if (message === undefined) throw unavailable('malformed', 'GetLogRecord', region);
      return message;
    },
  };
}

/** As the query has it. */
const STREAM = /^([0-9a-f-]{36})\/([0-9A-Za-z_-]+)\/(.+)\/(stdout|stderr)$/;

/** `undefined` for what the query cannot give. */
function eventOf(row: ReadonlyMap<string | undefined, string>): FoundEvent | undefined {
  const [, commandId, instanceId, step, stream] = STREAM.exec(row.get('@logStream') ?? '') ?? [];
  // As in "2026-11-22 12:00:00.000", in UTC.
  const atMs = Date.parse(`${(row.get('@timestamp') ?? '').replace(' ', 'T')}Z`);
  const pointer = row.get('@ptr');
  if (commandId === undefined || instanceId === undefined || step === undefined) return undefined;
  if (pointer === undefined || Number.isNaN(atMs)) return undefined;
  return {
    atMs,
    group: (row.get('@log') ?? '').replace(/^\d*:/, ''),
    commandId,
    instanceId,
    step,
    stream: stream === 'stderr' ? 'stderr' : 'stdout',
    pointer,
  };
}
