/** The invocations that answers of this session were about, for a client that lets a person pick one. */

import { z } from 'zod/v3';
import { isoSeconds, quoted } from '../answer/format.ts';
import { classOf } from '../run-command/statuses.ts';
import type { InvocationRef } from '../run-command/types.ts';
import type { Row } from '../tools/list-command-invocations/row.ts';
import type { Session, ToolAnswer } from '../tools/tool.ts';
import { INVOCATION_MIME_TYPE } from './command-invocation.ts';
import { formatInvocationUri } from './invocation-uri.ts';
import type { ListedResource } from './resource.ts';

/** A menu, not an inventory: the templates reach the rest. */
const MAX_LISTED = 100;

/** Characters of a name that a node or a person gave: a menu shows one line. */
const MAX_NAME_LENGTH = 64;

/** Texts are cleaned and masked already: they come from answers and from what answers are made of. */
export type Seen = InvocationRef & {
  readonly instanceName: string;
  readonly documentName: string;
  readonly comment: string;
  readonly status: string;
  readonly responseCode?: number;
  readonly requestedAt: string;
};

/** The answers about one invocation by the URI of each, the newest last. */
const lookedAt = new WeakMap<Session, Map<string, Seen>>();

/** The part of `InvocationDetail` that a menu shows. Answers about several invocations do not have it. */
const oneInvocation = z.object({
  region: z.string(),
  command_id: z.string(),
  instance_id: z.string(),
  instance_name: z.string().default(''),
  document_name: z.string(),
  comment: z.string().default(''),
  status: z.string(),
  requested_at: z.string().default('unknown'),
});

/** A short answer about one invocation is not kept as a result, but a person who saw it may want it again. */
export function noteAnswer(session: Session, { structured }: ToolAnswer): void {
  const parsed = oneInvocation.safeParse(structured);
  if (!parsed.success) return;
  const { data } = parsed;
  const seen: Seen = {
    region: data.region,
    commandId: data.command_id,
    instanceId: data.instance_id,
    instanceName: data.instance_name,
    documentName: data.document_name,
    comment: data.comment,
    status: data.status,
    requestedAt: data.requested_at,
  };
  const known = lookedAt.get(session) ?? new Map<string, Seen>();
  lookedAt.set(session, known);
  const uri = formatInvocationUri(seen);
  known.delete(uri);
  known.set(uri, seen);
  for (const oldest of known.keys()) {
    if (known.size <= MAX_LISTED) break;
    known.delete(oldest);
  }
}

/**
 * All that was seen: what was looked at by itself, then the rows of every kept result, both the newest first;
 * of each result at most so many rows, its failures before the rest.
 */
export function seenInSession(session: Session, mostOfEach: number): readonly Seen[] {
  const singly = [...(lookedAt.get(session)?.values() ?? [])].reverse();
  const listed = session.results.newest().flatMap(({ value }) => {
    if (value.tool !== 'list_command_invocations') return [];
    const { count, request } = value.snapshot;
    const failed: Row[] = [];
    const rest: Row[] = [];
    for (const row of count.rows) {
      const rows = isFailure(row) ? failed : rest;
      if (rows.length < mostOfEach) rows.push(row);
    }
    return [...failed, ...rest].slice(0, mostOfEach).map((row) => seenRow(request.query.region, row));
  });
  return [...singly, ...listed];
}

/** Regions that answers of this session came from. */
export function seenRegions(session: Session): readonly string[] {
  const asked = session.results
    .newest()
    .map(({ value }) =>
      value.tool === 'get_command_invocation'
        ? value.account.ref.region
        : value.snapshot.request.query.region,
    );
  return [...asked, ...seenInSession(session, 0).map(({ region }) => region)];
}

/** Failures first, and among them as among the rest the newest first. */
export function listSeen(session: Session): readonly ListedResource[] {
  const byUri = new Map<string, Seen>();
  for (const seen of seenInSession(session, MAX_LISTED)) {
    const uri = formatInvocationUri(seen);
    // A newer answer knows better how an invocation stands.
    if (!byUri.has(uri)) byUri.set(uri, seen);
  }
  const entries = [...byUri];
  const failures = entries.filter(([, seen]) => isFailure(seen));
  const others = entries.filter(([, seen]) => !isFailure(seen));
  return [...failures, ...others].slice(0, MAX_LISTED).map(([uri, seen]) => describe(uri, seen));
}

function isFailure({ status }: { readonly status: string }): boolean {
  return classOf(status) === 'notSucceeded';
}

function seenRow(region: string, { command, instanceId, instanceName, ...row }: Row): Seen {
  return {
    region,
    commandId: command.commandId,
    documentName: command.documentName,
    comment: command.comment,
    instanceId,
    instanceName,
    status: row.status,
    ...(row.responseCode !== undefined && { responseCode: row.responseCode }),
    requestedAt: isoSeconds(row.requestedAtMs),
  };
}

function describe(uri: string, seen: Seen): ListedResource {
  const { instanceId, instanceName, status, comment } = seen;
  const node = instanceName === '' ? instanceId : `${shortened(instanceName)} (${instanceId})`;
  const purpose = comment === '' ? '' : ` ${quoted(shortened(comment))}`;
  const exit = seen.responseCode === undefined ? '' : `, exit ${seen.responseCode}`;
  return {
    uri,
    name: `${node}: ${status}`,
    title: `${shortened(seen.documentName)} on ${node}: ${status}`,
    description: `${status}${exit} in ${seen.region}. Command ${seen.commandId}${purpose}, requested ${seen.requestedAt}.`,
    mimeType: INVOCATION_MIME_TYPE,
  };
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= MAX_NAME_LENGTH
    ? name
    : `${characters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`;
}
