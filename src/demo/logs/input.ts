import { Refusal } from '../wire.ts';

export const LOGS_OPERATIONS = [
  'DescribeLogGroups',
  'DescribeLogStreams',
  'GetLogEvents',
  'GetLogRecord',
  'GetQueryResults',
  'StartQuery',
  'StopQuery',
] as const;
export type LogsOperationName = (typeof LOGS_OPERATIONS)[number];

export type LogsInput = {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logStreamNamePrefix: string;
  readonly nextToken?: string;
  readonly limit?: number;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly startFromHead: boolean;
  readonly orderBy: string;
  readonly descending: boolean;
};

export type Body = Readonly<Record<string, unknown>>;

const MOST_EVENTS = 10_000;
const MOST_STREAMS = 50;

/** Of the two operations on streams. Throws InvalidParameterException, in the words of CloudWatch Logs. */
export function readLogsInput(operation: 'DescribeLogStreams' | 'GetLogEvents', body: Body): LogsInput {
  const group = textIn(body, 'logGroupName') ?? textIn(body, 'logGroupIdentifier');
  const stream = textIn(body, 'logStreamName');
  if (group === undefined) throw missing('logGroupName');
  if (operation === 'GetLogEvents' && stream === undefined) throw missing('logStreamName');
  const most = operation === 'GetLogEvents' ? MOST_EVENTS : MOST_STREAMS;
  const limit = rangeOf('limit', numberIn(body, 'limit'), 1, most);
  return {
    // An ARN may stand for the name.
    logGroupName: group.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, ''),
    logStreamName: stream ?? '',
    logStreamNamePrefix: textIn(body, 'logStreamNamePrefix') ?? '',
    ...given('nextToken', textIn(body, 'nextToken')),
    ...given('limit', limit),
    ...given('startTime', numberIn(body, 'startTime')),
    ...given('endTime', numberIn(body, 'endTime')),
    startFromHead: body['startFromHead'] === true,
    orderBy: textIn(body, 'orderBy') ?? 'LogStreamName',
    descending: body['descending'] === true,
  };
}

export function invalidParameter(message: string): Refusal {
  return new Refusal('InvalidParameterException', message);
}

function given<Name extends keyof LogsInput>(name: Name, value: LogsInput[Name] | undefined) {
  return value === undefined ? {} : { [name]: value };
}

export function textIn(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new Refusal('SerializationException');
}

export function numberIn(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw new Refusal('SerializationException');
}

/** Throws InvalidParameterException for what is out of it; `undefined` where nothing was given. */
export function rangeOf(
  member: string,
  value: number | undefined,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (value === undefined || (value >= least && value <= most)) return value;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw unfit(
    `Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

export function missing(member: string): Refusal {
  return unfit(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

function unfit(breach: string): Refusal {
  return invalidParameter(`1 validation error detected: ${breach}`);
}
