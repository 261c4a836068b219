/**
 * Amazon SSM's read operations of Run Command, and the one of its nodes, on loopback, over AWS JSON 1.1, for the SDKs and the
 * CLI as they are: set AWS_ENDPOINT_URL_SSM to the endpoint's URL, with any Region and any credentials.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Input, OperationName } from './constraints.ts';
import { readInput } from './constraints.ts';
import { createFleet } from './create-fleet.ts';
import { describeNodes } from './describe-nodes.ts';
import type { Fleet } from './fleet.ts';
import { getCommandInvocation } from './get-command-invocation.ts';
import { listCommandInvocations, listCommands } from './list-operations.ts';
import { readRequest } from './request.ts';
import { answerOf, Refusal, send } from './wire.ts';

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
  /** Milliseconds since the endpoint started, for the command that ends while it is watched; default the real ones. */
  readonly elapsedMs?: () => number;
  /** Instead of the generated one. */
  readonly fleet?: Fleet;
  /** Writes the response in the endpoint's place; default `answer`. */
  readonly respond?: (exchange: Exchange) => void | Promise<void>;
};

/** A call that was understood, and the response that it waits for. */
export type Exchange = {
  readonly operation: OperationName;
  readonly region: string;
  /** The request's body, before any constraint was checked. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What SSM answers. Throws a Refusal where it refuses. */
  readonly body: () => object;
  readonly response: ServerResponse;
};

export type Endpoint = {
  readonly url: string;
  readonly port: number;
  /** Destroys open connections, so that it never waits for a client. */
  close(): Promise<void>;
};

/** Rejects when the port is taken. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const { nodes = 1000, seed = 1, nowMs = Date.now(), port = 0, respond = answer } = options;
  const startedMs = performance.now();
  const { elapsedMs = () => Math.floor(performance.now() - startedMs) } = options;
  const fleet = options.fleet ?? createFleet({ nodes, seed, nowMs, elapsedMs });
  const exchangeOf = createExchanges(fleet, options);
  const server = createServer(async (message, response) => {
    try {
      const exchange = await exchangeOf(message, response);
      if (exchange !== undefined) await respond(exchange);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => listening());
  });
  const { port: bound } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export function answer({ body, response }: Exchange): void {
  send(response, answerOf(body));
}

function createExchanges(fleet: Fleet, options: EndpointOptions) {
  const { latencyMs = 0, throttleEvery = 0, emptyPages = false } = options;
  let arrived = 0;

  /** `undefined` where the request was refused at once. */
  return async (message: IncomingMessage, response: ServerResponse): Promise<Exchange | undefined> => {
    const request = await readRequest(message).catch((error: unknown) => {
      // What was not read of the body would be taken for the next request.
      response.shouldKeepAlive = message.complete;
      send(
        response,
        answerOf(() => {
          throw error;
        }),
      );
    });
    if (request === undefined) return undefined;
    const { operation, region, body: input } = request;
    arrived += 1;
    const throttled = throttleEvery > 0 && arrived % throttleEvery === 0;
    // Unreferenced: a process that closes its endpoint need not wait for an answer nobody reads.
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
    const body = () => {
      if (throttled) throw new Refusal('ThrottlingException', 'Rate exceeded');
      return perform(fleet, operation, region, readInput(operation, input), emptyPages);
    };
    return { operation, region, input, body, response };
  };
}

function perform(
  fleet: Fleet,
  operation: OperationName,
  region: string,
  input: Input,
  emptyPages: boolean,
): object {
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

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('the server has no TCP address');
  return address;
}
