/** The product's endpoint with what only tests need: a log of its requests, and faults. */

import { EventEmitter, once } from 'node:events';
import {
  type EndpointOptions as ProductOptions,
  startEndpoint as startProductEndpoint,
} from '../../src/demo/endpoint.ts';
import { answer, type Exchange } from '../../src/demo/exchange.ts';
import { type Fault, playFault } from './faults.ts';

export type { Fault } from './faults.ts';

export type EndpointRequest = Pick<Exchange, 'service' | 'operation' | 'region' | 'account' | 'input'> & {
  /** From 0. */
  readonly index: number;
};

export type EndpointOptions = Omit<ProductOptions, 'respond'> & {
  /** Called for each request before it is answered; the fault it returns is played instead. */
  readonly fault?: (request: EndpointRequest) => Fault | undefined;
};

export type Endpoint = Awaited<ReturnType<typeof startEndpoint>>;

/** Rejects when the port is taken. */
export async function startEndpoint({ fault, ...options }: EndpointOptions = {}) {
  const log: EndpointRequest[] = [];
  const arrivals = new EventEmitter();
  const endpoint = await startProductEndpoint({
    ...options,
    respond: async (exchange) => {
      const { service, operation, region, account, input } = exchange;
      const request = { service, operation, region, account, input, index: log.length };
      log.push(request);
      arrivals.emit('request');
      const played = fault?.(request);
      await (played === undefined ? answer(exchange) : playFault(played, exchange));
    },
  });
  const requests: readonly EndpointRequest[] = log;
  return {
    ...endpoint,
    requests,
    /** Resolves when so many requests have arrived since the endpoint started. */
    async arrived(count: number): Promise<void> {
      while (requests.length < count) await once(arrivals, 'request');
    },
  };
}
