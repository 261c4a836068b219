import type { Fleet } from '../fleet.ts';
import { ACCOUNT } from './account.ts';
import { invalidParameter, type LogsInput } from './input.ts';
import type { LogStream } from './log-stream.ts';
import { streamsUnder } from './log-streams.ts';

const PAGE_SIZE = 50;

export function describeLogStreams(fleet: Fleet, region: string, input: LogsInput): object {
  const { logGroupName: group, logStreamNamePrefix: prefix, orderBy, descending } = input;
  if (orderBy === 'LastEventTime' && prefix !== '') {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const streams = [...streamsUnder(fleet, region, group, prefix)];
  if (orderBy === 'LastEventTime') streams.sort((a, b) => a.lastAtMs() - b.lastAtMs());
  if (descending) streams.reverse();
  const from = input.nextToken === undefined ? 0 : offsetIn(input.nextToken);
  const to = from + (input.limit ?? PAGE_SIZE);
  const shown = streams.slice(from, to).map((stream) => described(stream, region, group));
  return { logStreams: shown, nextToken: to < streams.length ? `streams-${to}` : undefined };
}

function described(stream: LogStream, region: string, group: string): object {
  return {
    arn: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}:log-stream:${stream.name}`,
    creationTime: stream.startedAtMs,
    firstEventTimestamp: stream.firstAtMs(),
    lastEventTimestamp: stream.lastAtMs(),
    lastIngestionTime: stream.lastAtMs(),
    logStreamName: stream.name,
    // Always 0: the service counts no stream any more.
    storedBytes: 0,
  };
}

function offsetIn(token: string): number {
  const [, offset] = /^streams-(\d{1,9})$/.exec(token) ?? [];
  if (offset === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return Number(offset);
}
