import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { BARE_ENV, connect } from '../stdio-client.ts';
import { startProxy, startTls, type TestProxy } from './corporate-network.ts';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let tls: Awaited<ReturnType<typeof startTls>>;
let proxy: TestProxy;
beforeAll(async () => {
  endpoint = await startEndpoint({ nodes: 20 });
  tls = await startTls(endpoint.port);
  proxy = await startProxy({ auth: 'someone:s3cretWord' });
});
afterAll(async () => {
  proxy.close();
  tls.close();
  await endpoint.close();
});

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE12',
  AWS_SECRET_ACCESS_KEY: 'x',
  AWS_REGION: 'us-east-1',
};

/** The answer to list_commands of a server in this network, and what it logged. */
async function ask(env: Record<string, string>): Promise<{ text: string; stderr: string }> {
  const { client, stderr } = await connect([], {
    ...BARE_ENV,
    ...KEYS,
    AWS_ENDPOINT_URL_SSM: tls.url,
    ...env,
  });
  const { content } = await client.callTool({ name: 'list_commands', arguments: { max_items: 1 } });
  await client.close();
  const [{ text = '' } = {}] = content as { text?: string }[];
  return { text, stderr: stderr() };
}

const through = () => `http://someone:s3cretWord@127.0.0.1:${proxy.port}`;

it('asks through the proxy, by a private CA that AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS names', async () => {
  for (const name of ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS']) {
    const before = proxy.tunnels.length;
    const { text } = await ask({ HTTPS_PROXY: through(), [name]: tls.ca });
    expect(text).toMatch(/^1 command in us-east-1/);
    expect(proxy.tunnels.slice(before)).toEqual([new URL(tls.url).host]);
  }
});

it('takes a proxy without a scheme, in lower case, for one that speaks HTTP', async () => {
  const { text } = await ask({ https_proxy: through().replace('http://', ''), AWS_CA_BUNDLE: tls.ca });
  expect(text).toMatch(/^1 command in us-east-1/);
});

it('passes plain HTTP through HTTP_PROXY', async () => {
  const before = proxy.forwarded.length;
  const { text } = await ask({ HTTP_PROXY: through(), AWS_ENDPOINT_URL_SSM: endpoint.url });
  expect(text).toMatch(/^1 command in us-east-1/);
  expect(proxy.forwarded.slice(before)).toEqual([`${endpoint.url}/`]);
});

it('goes straight where NO_PROXY names the host', async () => {
  const before = proxy.tunnels.length;
  const { text } = await ask({ HTTPS_PROXY: through(), NO_PROXY: 'localhost', AWS_CA_BUNDLE: tls.ca });
  expect(text).toMatch(/^1 command in us-east-1/);
  expect(proxy.tunnels.length).toBe(before);
});

it('names who signed a certificate that it does not trust, straight and through the proxy', async () => {
  for (const env of [{}, { HTTPS_PROXY: through() }]) {
    const { text } = await ask(env);
    expect(text).toMatch(
      /^Unavailable: the certificate of .* is signed by "localhost", whom this machine does not trust\.\n.*AWS_CA_BUNDLE/,
    );
  }
});

it('names the proxy, not the Region, where it refuses or is not there, and never its password', async () => {
  const refusing = await startProxy({ status: 403 });
  const gone = await startProxy();
  gone.close();
  const proxies = [
    `127.0.0.1:${refusing.port}`,
    `someone:wrongWord@127.0.0.1:${proxy.port}`,
    `someone:s3cretWord@127.0.0.1:${gone.port}`,
  ];
  const asked = proxies.map(async (at) => {
    const { text, stderr } = await ask({ HTTPS_PROXY: `http://${at}`, AWS_CA_BUNDLE: tls.ca, DEBUG: '*' });
    expect(text).toContain(`Unavailable: the proxy ${at.replace(/^.*@/, '')} does not answer or refuses`);
    expect(`${text}${stderr}`).not.toMatch(/s3cretWord|wrongWord/);
  });
  await Promise.all(asked);
  refusing.close();
});

it('says which proxies it cannot use, and which bundle it cannot read', async () => {
  const socks = await ask({ HTTPS_PROXY: 'socks5://127.0.0.1:1080' });
  expect(socks.text).toMatch(
    /^Unavailable: the proxy that the environment names is no URL of an HTTP proxy\./,
  );
  const { text } = await ask({ AWS_CA_BUNDLE: '/nowhere/ca.pem' });
  expect(text).toMatch(/^Unavailable: the CA bundle \/nowhere\/ca\.pem cannot be read\.\n.*AWS_CA_BUNDLE/);
});

it('trusts the ca_bundle of the profile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-config-'));
  const config = join(folder, 'config');
  writeFileSync(config, `[profile office]\nca_bundle = ${tls.ca}\n`);
  const { text } = await ask({ AWS_PROFILE: 'office', AWS_CONFIG_FILE: config });
  rmSync(folder, { recursive: true });
  expect(text).toMatch(/^1 command in us-east-1/);
});
