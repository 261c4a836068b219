/**
 * `npm run view`: the view in a browser, on the demo's fleet, for people whose client shows none and for whoever changes
 * it. `-- --port N` serves it there; `-- --no-open` only prints the address.
 */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { QUESTIONS } from '../test/view/questions.ts';
import { APPS, serveHost } from '../test/view/serve-host.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, open: { type: 'boolean', default: true } },
  allowNegative: true,
});

const client = new Client({ name: 'view', version: '1' }, { capabilities: APPS });
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PLACES = ['--profiles', 'web,data', '--regions', 'us-east-1,eu-west-1'];
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [main, '--demo', ...PLACES] }),
);
const host = await serveHost(client, { questions: QUESTIONS, port: Number(values.port) });
console.log(`${host.url}\nEnds with Ctrl-C.`);
if (values.open) openBrowser(host.url);

process.once('SIGINT', () => {
  void Promise.all([host.close(), client.close()]).then(() => process.exit(0));
});

/** Where there is none, the address is printed. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start']
        : ['xdg-open'];
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
