import { Refusal } from '../wire.ts';

export const LOGS_OPERATIONS = ['DescribeLogStreams', 'GetLogEvents'] as const;
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

type Body = Readonly<Record<string, unknown>>;

const MOST_EVENTS = 10_000;
const MOST_STREAMS = 50;

/** Throws InvalidParameterException, in the words of CloudWatch Logs. */
export function readLogsInput(operation: LogsOperationName, body: Body): LogsInput {
  const group = text(body, 'logGroupName') ?? text(body, 'logGroupIdentifier');
  const stream = text(body, 'logStreamName');
  if (group === undefined) throw missing('logGroupName');
  if (operation === 'GetLogEvents' && stream === undefined) throw missing('logStreamName');
  const limit = number(body, 'limit');
  const most = operation === 'GetLogEvents' ? MOST_EVENTS : MOST_STREAMS;
  if (limit !== undefined && (limit < 1 || limit > most)) {
    const bound = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
    throw unfit(`Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${bound}`);
  }
  return {
    // An ARN may stand for the name.
    logGroupName: group.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, ''),
    logStreamName: stream ?? '',
    logStreamNamePrefix: text(body, 'logStreamNamePrefix') ?? '',
    ...given('nextToken', text(body, 'nextToken')),
    ...given('limit', limit),
    ...given('startTime', number(body, 'startTime')),
    ...given('endTime', number(body, 'endTime')),
    startFromHead: body['startFromHead'] === true,
    orderBy: text(body, 'orderBy') ?? 'LogStreamName',
    descending: body['descending'] === true,
  };
}

export function invalidParameter(message: string): Refusal {
  return new Refusal('InvalidParameterException', message);
}

function given<Name extends keyof LogsInput>(name: Name, value: LogsInput[Name] | undefined) {
  return value === undefined ? {} : { [name]: value };
}

function text(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new Refusal('SerializationException');
}

function number(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw new Refusal('SerializationException');
}

function missing(member: string): Refusal {
  return unfit(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

function unfit(breach: string): Refusal {
  return invalidParameter(`1 validation error detected: ${breach}`);
}
