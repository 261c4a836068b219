/**
 * One stream's whole as a log stream in CloudWatch Logs. Its events are read in order, as lines of one text in UTF-8;
 * the places where their pages begin are remembered, so that reading can go on in the middle.
 */

import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AccessDeniedError,
  folderOf,
  nameOfStream,
  type OutputAddress,
  OutputMissingError,
  type StoredOutput,
  UnavailableError,
} from '../run-command/index.ts';
import { type AwsSettings, createClients } from './clients.ts';
import { configuredEndpoint } from './endpoints.ts';

type LogStream = { readonly group: string; readonly stream: string };

/** A page of at most `limit` events begins at the byte `start` and is asked for with `token`; the first one without. */
type PageStart = { readonly start: number; readonly limit: number; readonly token?: string };

type EventsFrom = {
  readonly startFromHead: boolean;
  readonly limit: number;
  readonly nextToken?: string | undefined;
};

type LogPage = { readonly bytes: Buffer; readonly events: number; readonly nextToken: string | undefined };

/** A piece that begins on one page may end on the next. */
const MAX_HELD_PAGES = 2;

/**
 * An event holds a line or 200,000 bytes of them. After the first few it is known what those of a stream hold, and pages
 * are asked for that have about so many bytes: AWS's own of 1 MB take several times as much memory until they are text.
 */
const PAGE_BYTES = 128 * 1_024;
const FIRST_EVENTS = 5;
const MAX_EVENTS = 10_000;

/** Events of the end that are asked for: lines of a few hundred bytes as a rule, and never more than 1 MB of them. */
const END_EVENTS = 500;

/** Going back from the end, AWS may answer with some empty pages before one that has events. */
const MAX_EMPTY_PAGES = 5;

export function createLogs(settings: AwsSettings) {
  const clients = createClients<CloudWatchLogsClient>(settings, 'CloudWatch Logs', async (config) => {
    const endpoint = await configuredEndpoint('CLOUDWATCH_LOGS', settings);
    return new CloudWatchLogsClient({ ...config, ...(endpoint !== undefined && { endpoint }) });
  });
  /** By their tokens; those asked for last. */
  const held = new Map<string, LogPage>();

  async function getEvents(
    { group, stream }: LogStream,
    at: EventsFrom,
    { region }: OutputAddress,
    signal: AbortSignal,
  ): Promise<GetLogEventsCommandOutput> {
    const input = {
      logGroupName: group,
      logStreamName: stream,
      startFromHead: at.startFromHead,
      limit: at.limit,
      ...(at.nextToken !== undefined && { nextToken: at.nextToken }),
    };
    return await clients.call(
      { operation: 'GetLogEvents', region, resource: group },
      signal,
      (client, options) => client.send(new GetLogEventsCommand(input), options),
    );
  }

  function hold(token: string | undefined, page: LogPage): void {
    // The last page may grow, and one without a token of its own has no name here.
    if (token === undefined || page.nextToken === undefined) return;
    held.delete(token);
    held.set(token, page);
    const [oldest] = held.keys();
    if (held.size > MAX_HELD_PAGES && oldest !== undefined) held.delete(oldest);
  }

  /** Why the stream is not there, or under which name it is. */
  async function findStream(
    { group, stream }: LogStream,
    address: OutputAddress,
    signal: AbortSignal,
  ): Promise<string> {
    const facts = { container: group, printed: address.printed };
    const input = { logGroupName: group, logStreamNamePrefix: folderOf(address) };
    const reply = await clients
      .call(
        { operation: 'DescribeLogStreams', region: address.region, resource: group },
        signal,
        (client, options) => client.send(new DescribeLogStreamsCommand(input), options),
      )
      .catch((error: unknown) => {
        if (isMissing(error)) throw new OutputMissingError('group', { ...facts, listed: true });
        if (!(error instanceof AccessDeniedError)) throw error;
        throw new OutputMissingError('stream', { ...facts, listed: false });
      });
    const names = (reply.logStreams ?? []).flatMap(({ logStreamName }) => logStreamName ?? []);
    const found = nameOfStream(names, address);
    if (found === undefined || found === stream) {
      throw new OutputMissingError('stream', { ...facts, listed: true });
    }
    return found;
  }

  return {
    open(address: OutputAddress, logs: LogStream): StoredOutput {
      let place = logs;
      const pages: PageStart[] = [{ start: 0, limit: FIRST_EVENTS }];
      let size: number | undefined;

      async function ask(at: EventsFrom, signal: AbortSignal): Promise<GetLogEventsCommandOutput> {
        try {
          return await getEvents(place, at, address, signal);
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
        place = { ...place, stream: await findStream(place, address, signal) };
        return await getEvents(place, at, address, signal);
      }

      /** Notes where the next page begins, or that this one was the last. */
      async function pageAt(index: number, signal: AbortSignal): Promise<Buffer> {
        const { start, limit, token } = pages[index] as PageStart;
        const known = token === undefined ? undefined : held.get(token);
        const page =
          known ?? pageOf(await ask({ startFromHead: true, nextToken: token, limit }, signal), token, start);
        hold(token, page);
        const next = pages[index + 1];
        // Asked for again, a page may hold what the stream got since; that stands on the pages behind it already.
        if (next !== undefined) return page.bytes.subarray(0, next.start - start);
        if (page.nextToken === undefined) size = start + page.bytes.length;
        else {
          // What was the end may have grown since.
          size = undefined;
          const next = { start: start + page.bytes.length, limit: limitAfter(page, limit) };
          pages.push({ ...next, token: page.nextToken });
        }
        return page.bytes;
      }

      return {
        store: 'CloudWatch Logs',
        async read(from, length, signal) {
          const parts: Buffer[] = [];
          let index = pages.findLastIndex(({ start }) => start <= from);
          for (let got = 0; got < length; index += 1) {
            const { start } = pages[index] ?? {};
            if (start === undefined) break;
            const bytes = await pageAt(index, signal);
            const part = bytes.subarray(Math.max(0, from - start), from + length - start);
            parts.push(part);
            got += part.length;
          }
          return { bytes: Buffer.concat(parts), ...(size !== undefined && { size }) };
        },
        async readEnd(length, signal) {
          let token: string | undefined;
          let bytes: Buffer = Buffer.alloc(0);
          for (let asked = 0; asked < MAX_EMPTY_PAGES && bytes.length === 0; asked += 1) {
            const reply = await ask({ startFromHead: false, nextToken: token, limit: END_EVENTS }, signal);
            bytes = textOf(reply);
            if (reply.nextBackwardToken === token) break;
            token = reply.nextBackwardToken;
          }
          return { bytes: bytes.subarray(Math.max(0, bytes.length - length)) };
        },
      };
    },
  };

  function pageOf(reply: GetLogEventsCommandOutput, token: string | undefined, start: number): LogPage {
    const text = textOf(reply);
    const bytes = start === 0 || text.length === 0 ? text : Buffer.concat([NEWLINE, text]);
    const { nextForwardToken: nextToken } = reply;
    return {
      bytes,
      events: reply.events?.length ?? 0,
      nextToken: nextToken === token ? undefined : nextToken,
    };
  }
}

/** Of events as long as those of this page. */
function limitAfter({ bytes, events }: LogPage, limit: number): number {
  if (events === 0) return limit;
  return Math.min(MAX_EVENTS, Math.max(1, Math.floor((PAGE_BYTES * events) / Math.max(1, bytes.length))));
}

const NEWLINE = Buffer.of(0x0a);

/** The agent cuts the newline at the end of an event. */
function textOf({ events }: GetLogEventsCommandOutput): Buffer {
  return Buffer.from((events ?? []).map(({ message }) => message ?? '').join('\n'));
}

/** The same type for the group and the stream, of which only the wording says which. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof UnavailableError &&
    error.cause instanceof Error &&
    error.cause.name === 'ResourceNotFoundException'
  );
}
