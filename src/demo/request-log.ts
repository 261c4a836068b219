export type EndpointRequest = {
  /** From 0. Counts requests that are an operation with a readable body. */
  readonly index: number;
  readonly operation: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
};

export type RequestLog = {
  /** Oldest first, the last `kept` of them. */
  readonly requests: readonly EndpointRequest[];
  record(request: Omit<EndpointRequest, 'index'>): EndpointRequest;
};

export function createRequestLog(kept: number): RequestLog {
  const requests: EndpointRequest[] = [];
  let arrived = 0;
  return {
    requests,
    record: (request) => {
      const recorded = { index: arrived++, ...request };
      requests.push(recorded);
      if (requests.length > kept) requests.shift();
      return recorded;
    },
  };
}
