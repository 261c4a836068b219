/** One call to any of the services, from its first byte until somebody answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Accounts, answerSts, isStsRequest } from './accounts.ts';
import type { OperationName } from './constraints.ts';
import { readInput } from './constraints.ts';
import { describeNodes } from './describe-nodes.ts';
import type { Fleet } from './fleet.ts';
import { getCommandInvocation } from './get-command-invocation.ts';
import { listCommandInvocations, listCommands } from './list-operations.ts';
import { createLogs, type LogsOperationName, type QueryOptions } from './logs/index.ts';
import { type ReadRequest, readRequest } from './request.ts';
import {
  isS3Request,
  performS3,
  readS3Request,
  replyOf,
  type S3OperationName,
  S3Refusal,
  type S3Reply,
  sendReply,
} from './s3/index.ts';
import { answerOf, Refusal, send } from './wire.ts';

/** A call that was understood, and the response that it waits for. */
export type Exchange = JsonExchange | S3Exchange;

type Call<Service, Operation> = {
  readonly service: Service;
  readonly operation: Operation;
  readonly region: string;
  /** From 1. */
  readonly account: number;
  readonly response: ServerResponse;
};

/** A call to SSM or to CloudWatch Logs. */
export type JsonExchange = (Call<'ssm', OperationName> | Call<'logs', LogsOperationName>) & {
  /** The request's body, before any constraint was checked. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What the service answers. Throws a Refusal where it refuses. */
  readonly body: () => object;
};

export type S3Exchange = Call<'s3', S3OperationName> & {
  readonly input: Readonly<Record<string, unknown>>;
  /** What S3 answers, a refusal too. */
  readonly reply: () => S3Reply;
};

export async function answer(exchange: Exchange): Promise<void> {
  const { response } = exchange;
  if (exchange.service === 's3') await sendReply(response, exchange.reply());
  else send(response, answerOf(exchange.body));
}

export type Behaviour = QueryOptions & {
  /** Before each answer; default 0. */
  readonly latencyMs?: number;
  /** Every nth request is refused as one too many; 0, the default, is never. */
  readonly throttleEvery?: number;
  /** Pages of SSM and CloudWatch Logs come short, and some empty, and yet carry a token. */
  readonly emptyPages?: boolean;
};

/** Calls are told apart by their target, which S3 does not have. */
export function createExchanges(accounts: Accounts, options: Behaviour) {
  const { latencyMs = 0, throttleEvery = 0, emptyPages = false } = options;
  const logs = new Map<number, ReturnType<typeof createLogs>>();
  let arrived = 0;

  /** Of each account its own: a query is known to whoever started it. */
  const logsOf = (account: number) => {
    const known = logs.get(account) ?? createLogs(accounts.fleetOf(account), { ...options, emptyPages });
    logs.set(account, known);
    return known;
  };

  /** Whether this call is one too many. */
  const admit = async (): Promise<boolean> => {
    arrived += 1;
    const throttled = throttleEvery > 0 && arrived % throttleEvery === 0;
    // Unreferenced: a process that closes its endpoint need not wait for an answer nobody reads.
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
    return throttled;
  };

  const s3Exchange = async (message: IncomingMessage, response: ServerResponse): Promise<S3Exchange> => {
    const request = readS3Request(message);
    const account = accounts.numberOf(message);
    const throttled = await admit();
    const reply = () => {
      if (throttled) throw new S3Refusal({ code: 'SlowDown', message: 'Please reduce your request rate.' });
      return performS3(accounts.fleetOf(account), request);
    };
    return {
      service: 's3',
      account,
      ...request,
      response,
      reply: () => replyOf(reply, message.method === 'HEAD'),
    };
  };

  const jsonExchange = async (message: IncomingMessage, response: ServerResponse): Promise<JsonExchange> => {
    const request = await readRequest(message);
    const account = accounts.numberOf(message);
    const throttled = await admit();
    const body = () => {
      if (throttled) throw new Refusal('ThrottlingException', 'Rate exceeded');
      return request.service === 'logs'
        ? logsOf(account)(request)
        : performSsm(accounts.fleetOf(account), request, emptyPages);
    };
    const { body: input, ...call } = request;
    return { ...call, account, input, body, response };
  };

  /** `undefined` where the request was refused at once. */
  return async (message: IncomingMessage, response: ServerResponse): Promise<Exchange | undefined> => {
    if (isStsRequest(message)) {
      await answerSts(message, response, accounts.numberOf(message));
      return undefined;
    }
    const isS3 = isS3Request(message);
    try {
      return await (isS3 ? s3Exchange(message, response) : jsonExchange(message, response));
    } catch (error) {
      const refuse = () => {
        throw error;
      };
      // What was not read of the body would be taken for the next request.
      response.shouldKeepAlive = message.complete;
      if (isS3) await sendReply(response, replyOf(refuse, message.method === 'HEAD'));
      else send(response, answerOf(refuse));
      return undefined;
    }
  };
}

function performSsm(
  fleet: Fleet,
  { operation, region, body }: ReadRequest & { readonly service: 'ssm' },
  emptyPages: boolean,
): object {
  const input = readInput(operation, body);
  switch (operation) {
    case 'DescribeInstanceInformation':
      return describeNodes(fleet, region, input, { emptyPages });
    case 'ListCommandInvocations':
      return listCommandInvocations(fleet, region, input, { emptyPages });
    case 'ListCommands':
      return listCommands(fleet, region, input, { emptyPages });
    case 'GetCommandInvocation':
      return getCommandInvocation(fleet, region, input);
  }
}
