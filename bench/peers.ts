/** Public MCP servers in TypeScript, installed for the length of a bench. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { benchEnv, type Command, run } from './child.ts';

const PEERS = {
  '@modelcontextprotocol/server-everything': '2026.8.31',
  '@modelcontextprotocol/server-filesystem': '2026.8.31',
  '@modelcontextprotocol/server-memory': '2026.8.31',
};

export type Peer = { readonly name: string; readonly command: Command };

const INSTALL_LIMIT_MS = 180_000;

/** Undefined when the package registry cannot be reached. */
export async function installPeers(folder: string): Promise<readonly Peer[] | undefined> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  const install = { file: 'npm', args: ['install', '--prefix', folder, '--no-audit', '--no-fund'] };
  const installed = await run(install, benchEnv(), INSTALL_LIMIT_MS).catch(() => undefined);
  if (installed === undefined) return undefined;
  return Object.entries(PEERS).map(([name, version]) => ({
    name: `${name.replace('@modelcontextprotocol/', '')} ${version}`,
    command: {
      file: process.execPath,
      args: [
        join(folder, 'node_modules', name, 'dist/index.js'),
        ...(name.endsWith('-filesystem') ? [folder] : []),
      ],
    },
  }));
}
