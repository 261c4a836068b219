/**
 * How requests leave this machine: straight, or through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name; and
 * whose certificates are trusted: those of Node, or the bundle that AWS_CA_BUNDLE or `ca_bundle` of the profile names
 * instead of them, as in the AWS CLI. What is not set is not loaded.
 */

import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import type { HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { issuerAt } from './issuer.ts';
import { readProfiles } from './profiles.ts';

/** Milliseconds. */
export type ConnectionLimits = { readonly connectionTimeout: number; readonly requestTimeout: number };

/** Sockets of one client, as the SDK's own. */
const MAX_SOCKETS = 50;

const PROXY_VARIABLES = ['https_proxy', 'http_proxy', 'all_proxy'];

/** What failed is Node's error; what is known of the way stands beside it. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly fault: 'caBundle' | 'proxy' | 'proxyInvalid' | 'certificate';
  /** The path of the bundle, the proxy without its credentials, or who signed the certificate; "" where unknown. */
  readonly about: string;

  constructor(fault: ConnectionError['fault'], about: string, cause: unknown) {
    super(fault, { cause });
    this.fault = fault;
    this.about = about;
  }
}

type Way = {
  readonly handler: NodeHttpHandler;
  readonly agent: Agent;
  /** Left out on the straight way. */
  readonly proxy?: { readonly name: string; failed(error: unknown): boolean };
};

/** Codes of a chain that ends at nobody who is trusted. */
export const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);

/** For the SDK's clients. `profile` is where `ca_bundle` is looked for. */
export function createConnection(limits: ConnectionLimits, profile = 'default'): HttpHandler {
  /** By the proxy's URL; "" is the straight way. */
  const ways = new Map<string, Promise<Way>>();

  async function wayOf(request: HttpRequest): Promise<Way> {
    const url = await proxyFor(request);
    const known = ways.get(url);
    if (known) return await known;
    const way = open(url, limits, profile);
    ways.set(url, way);
    // A bundle that was not there may be there next time.
    way.catch(() => ways.delete(url));
    return await way;
  }

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options): Promise<{ response: HttpResponse }> {
      const { handler, agent, proxy } = await wayOf(request);
      try {
        return await handler.handle(request, options);
      } catch (error) {
        if (proxy?.failed(error)) throw new ConnectionError('proxy', proxy.name, error);
        if (!UNTRUSTED.has(codeOf(error))) throw error;
        throw new ConnectionError('certificate', await issuerAt(request, agent), error);
      }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {
      for (const way of ways.values()) way.then(({ handler }) => handler.destroy()).catch(() => {});
    },
  };
}

/** "" where none is set for this host. */
async function proxyFor({ protocol, hostname, port }: HttpRequest): Promise<string> {
  const written = PROXY_VARIABLES.flatMap((name) => [process.env[name], process.env[name.toUpperCase()]]);
  if (!written.some(Boolean)) return '';
  const { getProxyForUrl } = await import('proxy-from-env');
  const url = getProxyForUrl(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
  // "proxy:3128" was given the scheme of the request; a proxy that is not said to speak TLS does not, as in the AWS CLI.
  return written.includes(url) ? url : url.replace(/^https:/, 'http:');
}

async function open(proxyUrl: string, limits: ConnectionLimits, profile: string): Promise<Way> {
  const ca = await readBundle(profile);
  const trust = ca === undefined ? {} : { ca };
  const options: NodeHttpHandlerOptions = { ...limits, throwOnRequestTimeout: true };
  if (proxyUrl === '') {
    const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, ...trust });
    return { handler: new NodeHttpHandler({ ...options, httpsAgent: agent }), agent };
  }
  if (!/^https?:$/.test(URL.canParse(proxyUrl) ? new URL(proxyUrl).protocol : '')) {
    throw new ConnectionError('proxyInvalid', '', undefined);
  }
  const { openProxy } = await import('./proxy.ts');
  const { name, httpAgent, httpsAgent, failed } = openProxy(proxyUrl, { maxSockets: MAX_SOCKETS, ...trust });
  const handler = new NodeHttpHandler({ ...options, httpAgent, httpsAgent });
  return { handler, agent: httpsAgent, proxy: { name, failed } };
}

async function readBundle(profile: string): Promise<string | undefined> {
  const path =
    process.env['AWS_CA_BUNDLE'] || (await readProfiles()).byName.get(profile)?.['ca_bundle'] || undefined;
  if (path === undefined) return undefined;
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ConnectionError('caBundle', path, error);
  });
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
