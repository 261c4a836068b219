/** Loads what the first call needs while the client thinks about it: the catalog, the redactor, the AWS SDK. */

import { setImmediate as turn } from 'node:timers/promises';
import type { ServerParts } from './server.ts';

/**
 * Never asks AWS for anything and never looks for credentials: both may cost the user a prompt. Between two
 * parts the event loop gets its turn, so that a request that comes meanwhile waits for one part at most.
 */
export async function preload({
  loadCatalog,
  session,
}: Pick<ServerParts, 'loadCatalog' | 'session'>): Promise<void> {
  await turn();
  (await loadCatalog()).listTools();
  await turn();
  await session();
}
