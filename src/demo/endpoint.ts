/**
 * Amazon SSM's three read operations of Run Command on loopback, over AWS JSON 1.1, for the SDKs and the
 * CLI as they are: set AWS_ENDPOINT_URL_SSM to the endpoint's URL, with any Region and any credentials.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Input, OperationName } from './constraints.ts';
import { readInput } from './constraints.ts';
import { createFleet } from './create-fleet.ts';
import type { Fault } from './faults.ts';
import { answerOf, play, send } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { getCommandInvocation } from './get-command-invocation.ts';
import { listCommandInvocations, listCommands } from './list-operations.ts';
import { queryOf, tokenAt } from './paging.ts';
import { readRequest } from './request.ts';
import type { EndpointRequest, RequestLog } from './request-log.ts';
import { createRequestLog } from './request-log.ts';

export type { Fault } from './faults.ts';
export type { EndpointRequest } from './request-log.ts';

export type EndpointOptions = {
  /** 0, the default, is any free one. */
  readonly port?: number;
  /** Managed nodes of the fleet's largest command; default 1,000. */
  readonly nodes?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Before each answer; default 0. */
  readonly latencyMs?: number;
  /** Every nth request is refused with ThrottlingException; 0, the default, is never. */
  readonly throttleEvery?: number;
  /** Pages come short, and some empty, and yet carry a token. */
  readonly emptyPages?: boolean;
  /** The fleet's clock in epoch milliseconds; default now. */
  readonly nowMs?: number;
  /** Instead of the generated one. */
  readonly fleet?: Fleet;
  /** Called for each request before it is answered; the fault it returns is played instead. */
  readonly fault?: (request: EndpointRequest) => Fault | undefined;
};

export type Endpoint = {
  readonly url: string;
  readonly port: number;
  /** The last 10,000. */
  readonly requests: readonly EndpointRequest[];
  /** Destroys open connections, so that it never waits for a client. */
  close(): Promise<void>;
};

const KEPT_REQUESTS = 10_000;

/** Rejects when the port is taken. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const { nodes = 1000, seed = 1, nowMs = Date.now(), port = 0 } = options;
  const fleet = options.fleet ?? createFleet({ nodes, seed, nowMs });
  const log = createRequestLog(KEPT_REQUESTS);
  const server = createServer((message, response) => {
    serve(fleet, options, log, message, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => listening());
  });
  const { port: bound } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests: log.requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  fleet: Fleet,
  options: EndpointOptions,
  log: RequestLog,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readRequest(message).catch((error: unknown) => {
    // What was not read of the body would be taken for the next request.
    response.shouldKeepAlive = message.complete;
    send(
      response,
      answerOf(() => {
        throw error;
      }),
    );
  });
  if (read === undefined) return;
  const { operation, region, body } = read;
  const request = log.record({ operation, region, input: body });
  const { latencyMs = 0, emptyPages = false } = options;
  if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });

  const input = (): Input => readInput(operation, body);
  await play(
    faultFor(options, request),
    {
      body: () => perform(fleet, operation, region, input(), emptyPages),
      token: () => input().NextToken,
      tokenHere: () => tokenAt(input(), queryOf(operation, region, input())),
    },
    response,
  );
}

function faultFor(
  { fault, throttleEvery = 0 }: EndpointOptions,
  request: EndpointRequest,
): Fault | undefined {
  const played = fault?.(request);
  if (played) return played;
  const throttled = throttleEvery > 0 && (request.index + 1) % throttleEvery === 0;
  return throttled ? { kind: 'error', type: 'ThrottlingException', message: 'Rate exceeded' } : undefined;
}

function perform(
  fleet: Fleet,
  operation: OperationName,
  region: string,
  input: Input,
  emptyPages: boolean,
): object {
  switch (operation) {
    case 'ListCommandInvocations':
      return listCommandInvocations(fleet, region, input, { emptyPages });
    case 'ListCommands':
      return listCommands(fleet, region, input, { emptyPages });
    case 'GetCommandInvocation':
      return getCommandInvocation(fleet, region, input);
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('the server has no TCP address');
  return address;
}
