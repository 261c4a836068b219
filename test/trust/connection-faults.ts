/** What may answer in place of AWS on the other end of a connection, asked by the built server. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnv } from '../stdio-client.ts';
import type { ClientTrial } from './client-trials.ts';
import { createCertificate } from './connection-certificate.ts';
import { startServer } from './wire-server.ts';

type Other = {
  readonly server: Server;
  readonly scheme: 'http' | 'https';
  /** A certificate that the server is to trust. */
  readonly trusted?: string;
};

type Expected = { readonly name: string; readonly error: RegExp; readonly start: () => Other };

const LONG_AGO_MS = Date.UTC(2020, 0, 1);

const expected: readonly Expected[] = [
  {
    name: 'a certificate of another host',
    error: /^Unavailable: the certificate of the SSM endpoint of us-east-1 is for another host name\./,
    start: () => {
      const certificate = createCertificate('other.example');
      return { server: createHttpsServer(certificate), scheme: 'https', trusted: certificate.cert };
    },
  },
  {
    name: 'a certificate of a time that is over',
    error: /^Unavailable: the certificate of the SSM endpoint of us-east-1 has expired/,
    start: () => {
      const certificate = createCertificate('localhost', LONG_AGO_MS);
      return { server: createHttpsServer(certificate), scheme: 'https', trusted: certificate.cert };
    },
  },
  {
    name: 'a certificate that nobody trusts',
    error: /^Unavailable: the certificate of .* is signed by "localhost", whom .*\n.*NODE_EXTRA_CA_CERTS/,
    start: () => ({ server: createHttpsServer(createCertificate('localhost')), scheme: 'https' }),
  },
  {
    name: 'plain HTTP where TLS is expected',
    error: /^Unavailable: no TLS connection to the SSM endpoint of us-east-1/,
    start: () => ({ server: createHttpServer((_, response) => response.end('x')), scheme: 'https' }),
  },
  {
    name: 'something else than HTTP',
    error: /^Unavailable: what answers as the SSM endpoint of us-east-1 does not speak HTTP\./,
    start: () => ({
      server: createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.end('SSH-2.0-OpenSSH_9.6\r\n');
      }),
      scheme: 'http',
    }),
  },
];

export const connectionFaults: readonly ClientTrial[] = expected.map(({ name, error, start }) => ({
  name,
  run: async () => {
    const { server, scheme, trusted } = start();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const folder = mkdtempSync(join(tmpdir(), 'trust-'));
    const bundle = join(folder, 'trusted.pem');
    writeFileSync(bundle, trusted ?? '');
    const asking = await startServer({
      ...awsEnv(`${scheme}://localhost:${port}`),
      ...(trusted !== undefined && { NODE_EXTRA_CA_CERTS: bundle }),
    });
    try {
      const { result } = await asking.call('list_commands', {});
      const { content } = result as { content: { text: string }[] };
      const text = content[0]?.text ?? '';
      return error.test(text) ? [] : [text];
    } finally {
      asking.kill();
      server.close();
      rmSync(folder, { recursive: true });
    }
  },
}));
