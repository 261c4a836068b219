/** What the first call needs, made ready while the client thinks about it: loaded, decoded, compiled once. */

import { setImmediate as turn } from 'node:timers/promises';
import type { ServerParts } from './server.ts';

/** The first is slow by what it compiles; V8 optimizes what it sees again and again. */
const REHEARSALS = 4;

/**
 * Never asks AWS for anything and never looks for credentials: both may cost the user a prompt. Between two
 * parts the event loop gets its turn, so that a request that comes meanwhile waits for one part at most.
 */
export async function warmUp({
  loadSurface,
  session: openSession,
}: Pick<ServerParts, 'loadSurface' | 'session'>): Promise<void> {
  await turn();
  const surface = await loadSurface();
  await turn();
  const words = JSON.stringify(surface.listTools());
  await turn();
  const { countTokens } = await import('./report/tokens.ts');
  countTokens(words);
  await turn();
  // Ids, times and counts: of numbers of up to three digits every answer is full.
  countTokens(Array.from({ length: 1_000 }, (_, number) => number).join(','));
  await turn();
  // Ahead of the session, which would bring both it and the AWS SDK in one go.
  await import('./report/redaction.ts');
  await turn();
  const session = await openSession();
  await turn();
  // That no Region is set is for the call to tell that needs one.
  await session.reader.defaultRegion().catch(() => {});
  const { rehearse } = await import('./rehearsal.ts');
  for (let rehearsal = 0; rehearsal < REHEARSALS; rehearsal++) {
    await turn();
    await rehearse(surface, session);
  }
}
