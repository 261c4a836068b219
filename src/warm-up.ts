/** What the first call needs, made ready while the client thinks about it: loaded, decoded, compiled once. */

import { setImmediate as turn } from 'node:timers/promises';
import type { ServerParts } from './server.ts';

/**
 * Never asks AWS for anything and never looks for credentials: both may cost the user a prompt. Between two
 * parts the event loop gets its turn, so that a request that comes meanwhile waits for one part at most.
 */
export async function warmUp({
  loadSurface,
  session,
}: Pick<ServerParts, 'loadSurface' | 'session'>): Promise<void> {
  await turn();
  const surface = await loadSurface();
  await turn();
  surface.listTools();
  await turn();
  const { countTokens } = await import('./report/tokens.ts');
  countTokens('{"status":"Failed"}');
  await turn();
  // Ahead of the session, which would bring both it and the AWS SDK in one go.
  await import('./report/redaction.ts');
  await turn();
  const { redactor, reader } = await session();
  await turn();
  redactor.redact('password=');
  await turn();
  // Makes a client, which is the half of a first request that needs no network. That no Region is set is
  // for the call to tell that needs one.
  await reader.defaultRegion().catch(() => {});
}
