import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { BARE_ENV, connect } from '../stdio-client.ts';
import { startProxy, startTls } from './corporate-network.ts';

/** Each kind of credentials is another account of the endpoint; nobody is signed in to the last one. */
const CONFIG = `[profile keys]
region = us-east-1
[profile program]
credential_process = printf '{"Version":1,"AccessKeyId":"AKIAEXAMPLE2","SecretAccessKey":"x"}'
[sso-session office]
sso_start_url = https://office.example.com/start
sso_region = us-east-1
[profile expired]
sso_session = office
sso_account_id = 111122223333
sso_role_name = Reader
`;
const CREDENTIALS = '[keys]\naws_access_key_id = AKIAEXAMPLE1\naws_secret_access_key = x\n';

async function startServer(env: Record<string, string>) {
  const home = mkdtempSync(join(tmpdir(), 'accounts-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, 'config'), CONFIG);
  writeFileSync(join(home, 'credentials'), CREDENTIALS);
  const { client } = await connect(
    ['--profiles', 'keys,program,expired', '--regions', 'us-east-1,eu-west-1'],
    {
      ...BARE_ENV,
      HOME: home,
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
      ...env,
    },
  );
  onTestFinished(() => client.close());
  return async (name: string, args: Record<string, unknown>) => {
    const result = await client.callTool({ name, arguments: args });
    const [{ text = '' } = {}] = result.content as { text?: string }[];
    return { text, places: (result.structuredContent as { places?: object[] } | undefined)?.places ?? [] };
  };
}

const account = (region: string, more: object) => expect.objectContaining({ region, ...more });

it('asks each profile with its own credentials, and names the one that nobody is signed in to', async () => {
  const endpoint = await startEndpoint({ nodes: 5, accounts: 2 });
  onTestFinished(() => endpoint.close());
  const call = await startServer({ AWS_ENDPOINT_URL_SSM: endpoint.url, AWS_ENDPOINT_URL_STS: endpoint.url });
  const { text, places } = await call('list_commands', { profile: '*', region: '*' });
  const first = text.split('\n')[0];
  expect(first).toMatch(
    /2 of 6 places not read to the end: expired us-east-1 \(CredentialsExpired\), expired eu-west-1/,
  );
  expect(places).toEqual(
    expect.arrayContaining([
      account('us-east-1', { profile: 'keys', account_id: '111122223333', complete: true }),
      account('eu-west-1', { profile: 'program', account_id: '111122334444', complete: true }),
      account('eu-west-1', { profile: 'expired', error: 'CredentialsExpired', complete: false }),
    ]),
  );
});

it('asks SSM and STS through a proxy with a private CA, and STS not at all where SSM alone has an endpoint', async () => {
  const endpoint = await startEndpoint({ nodes: 5, accounts: 2 });
  const tls = await startTls(endpoint.port);
  const proxy = await startProxy();
  onTestFinished(async () => {
    proxy.close();
    tls.close();
    await endpoint.close();
  });
  const network = {
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    AWS_CA_BUNDLE: tls.ca,
    AWS_ENDPOINT_URL_SSM: tls.url,
  };
  const call = await startServer({ ...network, AWS_ENDPOINT_URL_STS: tls.url });
  expect((await call('list_commands', { profile: 'program', max_items: 1 })).text).toMatch(
    /^1 command in program us-east-1 \(account 111122334444\)/,
  );
  expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(tls.url).host]));
  const without = await startServer(network);
  expect((await without('list_commands', { profile: 'program', max_items: 1 })).text).toMatch(
    /^1 command in program us-east-1:[\s\S]*Note: Account ids are missing: .*AWS_ENDPOINT_URL_STS/,
  );
});
