/** The invocations that results of this session hold, for a client that lets a person pick one. */

import { classOf } from '../report/statuses.ts';
import type { Row } from '../report/tally.ts';
import { isoSeconds, quoted } from '../report/words.ts';
import type { Results } from '../snapshots/results.ts';
import { INVOCATION_MIME_TYPE } from './command-invocation.ts';
import { formatInvocationUri } from './invocation-uri.ts';
import type { ListedResource } from './resource.ts';

/** A menu, not an inventory: the templates reach the rest. */
const MOST = 100;

/** Characters of a name that a node or a person gave: a menu shows one line. */
const LONGEST_NAME = 64;

/** Regions that results of this session were asked of, the newest first. */
export function seenRegions(results: Results): readonly string[] {
  return results
    .newest()
    .flatMap(({ value }) =>
      value.tool === 'list_command_invocations' ? [value.snapshot.question.query.region] : [],
    );
}

export type SeenRow = { readonly region: string; readonly row: Row };

/** Failures first, and within them as within the rest the newest result first. */
export function seenInvocations(results: Results): readonly ListedResource[] {
  const failures = new Map<string, SeenRow>();
  const others = new Map<string, SeenRow>();
  for (const seen of seenRows(results, MOST)) {
    const { region, row } = seen;
    const uri = formatInvocationUri({ region, commandId: row.command.commandId, instanceId: row.instanceId });
    // A newer result knows better how an invocation stands.
    if (failures.has(uri) || others.has(uri)) continue;
    (classOf(row.status) === 'notSucceeded' ? failures : others).set(uri, seen);
  }
  return [...failures, ...others].slice(0, MOST).map(([uri, seen]) => describe(uri, seen));
}

/** Rows of every kept result, the newest result first; of each at most so many, its failures before the rest. */
export function seenRows(results: Results, mostOfEach: number): readonly SeenRow[] {
  return results.newest().flatMap(({ value }) => {
    if (value.tool !== 'list_command_invocations') return [];
    const { count, question } = value.snapshot;
    const failed: Row[] = [];
    const rest: Row[] = [];
    for (const row of count.rows) {
      const rows = classOf(row.status) === 'notSucceeded' ? failed : rest;
      if (rows.length < mostOfEach) rows.push(row);
    }
    return [...failed, ...rest].slice(0, mostOfEach).map((row) => ({ region: question.query.region, row }));
  });
}

function describe(uri: string, { region, row }: SeenRow): ListedResource {
  const { command, instanceId, instanceName, status } = row;
  const node = instanceName === '' ? instanceId : `${shortened(instanceName)} (${instanceId})`;
  const comment = command.comment === '' ? '' : ` ${quoted(shortened(command.comment))}`;
  const exit = row.responseCode === undefined ? '' : `, exit ${row.responseCode}`;
  return {
    uri,
    name: `${node}: ${status}`,
    title: `${shortened(command.documentName)} on ${node}: ${status}`,
    description: `${status}${exit} in ${region}. Command ${command.commandId}${comment}, requested ${isoSeconds(row.requestedAtMs)}.`,
    mimeType: INVOCATION_MIME_TYPE,
  };
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
