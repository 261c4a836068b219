/** Commands, nodes and plugins to offer while a person types. Whatever goes wrong, the answer is an empty list. */

import {
  type AwsPlace,
  type Command,
  type Invocation,
  type InvocationRef,
  type Page,
  placeLabel,
  rankOf,
  statusOf,
} from '../run-command/index.ts';
import { cleanLine } from '../sanitize/index.ts';
import type { Candidate, Candidates, ToolCall } from '../session.ts';
import { isDocumentName } from './names.ts';
import { seenInSession } from './seen-invocations.ts';

/** Longer than that, and the person has typed on. */
const PATIENCE_MS = 1_500;

/** The largest page of AWS. */
const PAGE = { size: 50 };

/** Rows of each result in memory to read: more than can be shown, so that "there are more" comes out true. */
const MAX_ROWS = 1_000;

/** What AWS lists first, then what this session has seen besides. */
export async function recentCommands(place: AwsPlace, call: ToolCall): Promise<Candidates> {
  const { items, more } = await lately(`${placeLabel(place)} commands`, call, async (signal) => {
    const page = await call.session.reader.listCommands({ ...place, filters: [] }, PAGE, signal);
    return toCandidates(page, commandCandidate);
  });
  const listed = call.session.results
    .all()
    .flatMap(({ result }) => (isOf(result, place) ? result.commands() : []));
  const seen = seenInSession(call.session, MAX_ROWS).filter((each) => isSame(each, place));
  return { items: [...items, ...[...listed, ...seen].map(commandCandidate)], more };
}

function commandCandidate({
  commandId,
  documentName,
  comment,
}: Pick<Command, 'commandId' | 'documentName' | 'comment'>): Candidate {
  return { value: commandId, about: cleanLine(`${documentName} ${comment}`) };
}

/** Nodes of a command, or of whatever ran lately where no command is known; those this session has seen first. */
export async function nodesOf(
  commandId: string | undefined,
  place: AwsPlace,
  call: ToolCall,
): Promise<Candidates> {
  const seen = seenInSession(call.session, MAX_ROWS)
    .filter((each) => isSame(each, place) && (!commandId || each.commandId === commandId))
    .map(({ instanceId, instanceName }) => ({ value: instanceId, about: instanceName }));
  if (commandId && isStored(commandId, place, call)) return { items: seen, more: false };
  const { items, more } = await lately(
    `${placeLabel(place)} nodes ${commandId ?? ''}`,
    call,
    async (signal) => {
      const query = { ...place, ...(commandId && { commandId }), filters: [], details: false };
      const page = await call.session.reader.listInvocations(query, PAGE, signal);
      const failuresFirst = page.items.toSorted((a, b) => rankOf(statusOf(a)) - rankOf(statusOf(b)));
      return toCandidates({ ...page, items: failuresFirst }, ({ instanceId, instanceName }: Invocation) => ({
        value: instanceId,
        about: cleanLine(instanceName),
      }));
    },
  );
  return { items: [...seen, ...items], more };
}

/** Whether a result of this session was about all nodes of the command: then AWS has no better answer. */
function isStored(commandId: string, place: AwsPlace, { session }: ToolCall): boolean {
  return session.results
    .all()
    .some(({ result }) => isOf(result, place) && result.wholeCommandId === commandId);
}

function isSame(one: AwsPlace, other: AwsPlace): boolean {
  return placeLabel(one) === placeLabel(other);
}

function isOf({ places }: { readonly places: readonly AwsPlace[] }, place: AwsPlace): boolean {
  return places.some((each) => isSame(each, place));
}

export function pluginNamesOf(ref: InvocationRef, call: ToolCall): Promise<Candidates> {
  const { session } = call;
  return lately(`${placeLabel(ref)} plugins ${ref.commandId} ${ref.instanceId}`, call, async (signal) => {
    const query = { ...ref, filters: [], details: true };
    const { items } = await session.reader.listInvocations(query, PAGE, signal);
    const names = items.flatMap(({ plugins }) => plugins.map(({ name }) => name));
    // A name that has to be shown in another way would not find its plugin either.
    const plain = names.filter((name) => isDocumentName(name) && session.sanitizer.line(name).text === name);
    return { items: plain.map((value) => ({ value })), more: false };
  });
}

/** Asks with a signal of its own: a letter that was typed over must not take the answer from the next one. */
function lately(
  key: string,
  { session }: ToolCall,
  ask: (signal: AbortSignal) => Promise<Candidates>,
): Promise<Candidates> {
  return session.suggestions.lately(key, () =>
    ask(AbortSignal.timeout(PATIENCE_MS)).catch(() => ({ items: [], more: false })),
  );
}

function toCandidates<Item>(page: Page<Item>, toCandidate: (item: Item) => Candidate): Candidates {
  return { items: page.items.map(toCandidate), more: page.nextToken !== undefined };
}
