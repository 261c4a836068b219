/** Who signed the certificate of an endpoint: what a person needs to know to find the CA that is missing. */

import { type Agent, request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { HttpRequest } from '@smithy/core/protocols';

const LIMIT_MS = 2_000;

/** A name is what a stranger wrote, so that only its letters and the signs of names are kept. */
const OTHER_SIGNS = /[^\p{L}\p{N} .,&()'-]/gu;
const MAX_LENGTH = 80;

/**
 * Connects once more, sends nothing, and reads the name. "" where that fails or takes longer than two seconds.
 */
export function issuerAt({ hostname, port }: HttpRequest, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    // Without `end` no request goes out over the connection, which nobody trusts.
    const request = httpsRequest({
      hostname,
      ...(port !== undefined && { port }),
      agent,
      rejectUnauthorized: false,
    });
    const end = (issuer: string) => {
      clearTimeout(timer);
      request.destroy();
      resolve(issuer);
    };
    const timer = setTimeout(end, LIMIT_MS, '');
    request.on('error', () => end(''));
    request.on('socket', (socket) =>
      socket.once('secureConnect', () => end(nameOf((socket as TLSSocket).getPeerCertificate().issuer))),
    );
  });
}

function nameOf(issuer: { readonly CN?: unknown; readonly O?: unknown } | undefined): string {
  const name = [issuer?.CN, issuer?.O].find((each) => typeof each === 'string') ?? '';
  return String(name).replace(OTHER_SIGNS, '').slice(0, MAX_LENGTH).trim();
}
