/** The MCP edge: the protocol on stdio, answered by tools, resources and prompts. */

import type { Session } from '../session.ts';
import type { Catalog, Offers } from './catalog.ts';
import { preload } from './preload.ts';
import { createServer } from './server.ts';
import { connectStdio } from './stdio.ts';

export type ServeOptions = {
  readonly version: string;
  readonly offers: Offers;
  /** Opened when the first request needs it. */
  session(): Promise<Session>;
  /** To stderr. Never given a node's output or a credential. */
  log(line: string): void;
  exit(): void;
};

/** Answers `initialize` at once; everything that lists and calls need is loaded behind it. */
export async function serve({ version, offers, session, log, exit }: ServeOptions): Promise<void> {
  let catalog: Promise<Catalog> | undefined;
  const loadCatalog = () => {
    catalog ??= import('./catalog.ts').then(({ createCatalog }) => createCatalog(offers));
    return catalog;
  };
  const server = createServer({ version, loadCatalog, session, log });
  server.onerror = ({ name }) => log(`protocol: ${name}`);
  server.oninitialized = () => {
    preload({ loadCatalog, session }).catch((error: unknown) =>
      log(`loading: ${error instanceof Error ? error.name : 'failed'}`),
    );
  };
  await connectStdio(server, exit);
}
