/** Requests through a proxy. Its URL may hold a password, which is neither shown nor logged. */

import type { ClientRequest } from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

export type ProxyWay = {
  /** "proxy.example.com:3128" */
  readonly name: string;
  readonly httpAgent: HttpProxyAgent<string>;
  readonly httpsAgent: HttpsProxyAgent<string>;
  /** Whether it was the proxy that failed or refused, and not what lies behind it. */
  failed(error: unknown): boolean;
};

class Refusal extends Error {}

/** Calls that end before the proxy has answered: it is the only host that is looked up and connected to. */
const CONNECTING = new Set(['connect', 'getaddrinfo']);

type Settings = { readonly maxSockets: number; readonly ca?: string };

/** Trusts the same behind the proxy: the library takes the setting for the proxy's own certificate alone. */
class Tunnel extends HttpsProxyAgent<string> {
  readonly #trust: Pick<Settings, 'ca'>;

  constructor(url: string, { maxSockets, ...trust }: Settings) {
    super(url, { maxSockets, keepAlive: true, ...trust });
    this.#trust = trust;
  }

  override connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    return super.connect(request, { ...options, ...this.#trust });
  }
}

export function openProxy(url: string, settings: Settings): ProxyWay {
  const { host } = new URL(url);
  const httpsAgent = new Tunnel(url, settings);
  // Its answer would pass for one of AWS.
  httpsAgent.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: ClientRequest) => {
    if (statusCode !== 200) request.destroy(new Refusal(String(statusCode)));
  });
  return {
    name: host,
    httpAgent: new HttpProxyAgent(url, { ...settings, keepAlive: true }),
    httpsAgent,
    failed: (error) =>
      error instanceof Refusal ||
      (error instanceof Error &&
        (CONNECTING.has(String((error as { syscall?: unknown }).syscall)) ||
          /^Proxy connection ended/.test(error.message))),
  };
}
