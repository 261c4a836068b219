/** A corporate network on loopback: a proxy that tunnels, and TLS before the embedded endpoint, signed by a private CA. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect as connectTcp, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '../trust/connection-certificate.ts';

export type TestProxy = {
  readonly port: number;
  /** "localhost:8443", one entry a tunnel. */
  readonly tunnels: readonly string[];
  /** Requests that were passed on as they are. */
  readonly forwarded: readonly string[];
  close(): void;
};

/** Refuses whoever does not say `user:password`; another answer than a tunnel where `status` is given. */
export async function startProxy({
  auth,
  status,
}: {
  auth?: string;
  status?: number;
} = {}): Promise<TestProxy> {
  const tunnels: string[] = [];
  const forwarded: string[] = [];
  const allowed = (header: string | undefined) =>
    auth === undefined || header === `Basic ${Buffer.from(auth).toString('base64')}`;
  const server = createServer((message, response) => {
    forwarded.push(message.url ?? '');
    const { hostname, port, pathname } = new URL(message.url ?? '');
    const onward = request(
      { hostname, port, path: pathname, method: message.method ?? 'GET', headers: message.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message, socket) => {
    socket.on('error', () => {});
    if (status !== undefined || !allowed(message.headers['proxy-authorization'])) {
      socket.end(`HTTP/1.1 ${status ?? 407} Refused\r\n\r\n`);
      return;
    }
    tunnels.push(message.url ?? '');
    const [host = '', port = ''] = (message.url ?? '').split(':');
    const onward = connectTcp(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  return { port: await listen(server), tunnels, forwarded, close: () => close(server) };
}

/** `https://localhost:...` in front of the endpoint, and the file of the CA that signed for it. */
export async function startTls(endpointPort: number) {
  const certificate = createCertificate('localhost');
  const folder = mkdtempSync(join(tmpdir(), 'private-ca-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, certificate.cert);
  const server = createHttpsServer(certificate, (message, response) => {
    const { method = 'POST', url, headers } = message;
    const onward = request({ port: endpointPort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  const port = await listen(server);
  return {
    url: `https://localhost:${port}`,
    ca,
    close() {
      close(server);
      rmSync(folder, { recursive: true });
    },
  };
}

async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
