/** The invocations that answers of this session were about, for a client that lets a person pick one. */

import { isoSeconds, quote } from '../answer/index.ts';
import { MAX_SEEN, type SeenInvocation } from '../results/index.ts';
import { classOf, placeLabel } from '../run-command/index.ts';
import type { Session } from '../session.ts';
import { INVOCATION_MIME_TYPE } from './command-invocation.ts';
import { formatInvocationUri } from './invocation-uri.ts';
import { documentName, hostName, shortened } from './names.ts';
import type { ListedResource } from './resource.ts';

/**
 * All that was seen: what was read by itself, then the invocations of every result in memory, both the newest first;
 * of each result at most so many, its failures before the rest.
 */
export function seenInSession({ seen, results }: Session, maxOfEach: number): readonly SeenInvocation[] {
  return [...seen.all(), ...results.all().flatMap(({ result }) => result.invocations(maxOfEach))];
}

/** Regions that answers of this session came from. */
export function seenRegions({ seen, results }: Session): readonly string[] {
  const places = results.all().flatMap(({ result }) => result.places);
  return [...places, ...seen.all()].map(({ region }) => region);
}

/** Failures first, and among them as among the rest the newest first. */
export function listSeen(session: Session): readonly ListedResource[] {
  const byUri = new Map<string, SeenInvocation>();
  for (const seen of seenInSession(session, MAX_SEEN)) {
    const uri = formatInvocationUri(seen);
    // A newer answer knows better how an invocation stands.
    if (!byUri.has(uri)) byUri.set(uri, seen);
  }
  const entries = [...byUri];
  const failures = entries.filter(([, seen]) => isFailure(seen));
  const others = entries.filter(([, seen]) => !isFailure(seen));
  return [...failures, ...others].slice(0, MAX_SEEN).map(([uri, seen]) => describe(uri, seen));
}

function isFailure({ status }: { readonly status: string }): boolean {
  return classOf(status) === 'notSucceeded';
}

function describe(uri: string, seen: SeenInvocation): ListedResource {
  const { instanceId, status, comment } = seen;
  const host = hostName(seen.instanceName);
  const document = documentName(seen.documentName);
  const node = host === undefined ? instanceId : `${host} (${instanceId})`;
  const purpose = comment === '' ? '' : ` ${quote(shortened(comment))}`;
  const exit = seen.responseCode === undefined ? '' : `, exit ${seen.responseCode}`;
  return {
    uri,
    name: `${node}: ${status}`,
    title: `${document ?? 'Command'} on ${node}: ${status}`,
    description: `${status}${exit} in ${placeLabel(seen)}. Command ${seen.commandId}${purpose}, requested ${isoSeconds(seen.requestedAtMs)}.`,
    mimeType: INVOCATION_MIME_TYPE,
  };
}
