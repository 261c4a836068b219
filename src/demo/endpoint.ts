/**
 * Amazon SSM's read operations of Run Command, and the one of its nodes, on loopback, over AWS JSON 1.1, for the SDKs and the
 * CLI as they are: set AWS_ENDPOINT_URL_SSM to the endpoint's URL, with any Region and any credentials.
 * The same URL serves what the fleet sent to S3 and CloudWatch Logs: AWS_ENDPOINT_URL_S3 and
 * AWS_ENDPOINT_URL_CLOUDWATCH_LOGS.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccounts } from './accounts.ts';
import { createFleet } from './create-fleet.ts';
import { answer, type Behaviour, createExchanges, type Exchange } from './exchange.ts';
import type { Fleet } from './fleet.ts';

export type EndpointOptions = Behaviour & {
  /** 0, the default, is any free one. */
  readonly port?: number;
  /** Managed nodes of the fleet's largest command; default 1,000. */
  readonly nodes?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Each with a fleet of its own; default 1. The access key that signs ends in the number of its account. */
  readonly accounts?: number;
  /** Regions in which something ran; default 2. */
  readonly regions?: number;
  /** The fleet's clock in epoch milliseconds; default now. */
  readonly nowMs?: number;
  /** Milliseconds since the endpoint started, for the command that ends while it is watched; default the real ones. */
  readonly elapsedMs?: () => number;
  /** Instead of the generated one. */
  readonly fleet?: Fleet;
  /** Writes the response in the endpoint's place; default `answer`. */
  readonly respond?: (exchange: Exchange) => void | Promise<void>;
};

export type Endpoint = {
  readonly url: string;
  readonly port: number;
  /** Destroys open connections, so that it never waits for a client. */
  close(): Promise<void>;
};

/** So that no account has the fleet of another one's neighbouring seed. */
const SEEDS_APART = 1_000;

/** Rejects when the port is taken. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const { nodes = 1000, seed = 1, nowMs = Date.now(), port = 0, respond = answer } = options;
  const startedMs = performance.now();
  const { elapsedMs = () => Math.floor(performance.now() - startedMs) } = options;
  const accounts = createAccounts(
    options.accounts ?? 1,
    (account) =>
      options.fleet ??
      createFleet({
        nodes,
        seed: seed + (account - 1) * SEEDS_APART,
        nowMs,
        elapsedMs,
        regions: options.regions,
      }),
  );
  const closing = new AbortController();
  const exchangeOf = createExchanges(accounts, { ...options, closed: closing.signal });
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
        closing.abort();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('the server has no TCP address');
  return address;
}
