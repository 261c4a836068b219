/** Commands, nodes and plugins to offer while a person types. Whatever goes wrong, the answer is an empty list. */

import { rankOf } from '../run-command/statuses.ts';
import type { Command, Invocation, InvocationRef, Page, RunCommandReader } from '../run-command/types.ts';
import { statusOf } from '../run-command/types.ts';
import { cleanLine } from '../sanitize/clean.ts';
import type { ToolCall } from '../tools/tool.ts';
import { seenInSession } from './seen-invocations.ts';

/** `about` is what a person may remember instead of the value: a comment, a host name. */
export type Candidate = { readonly value: string; readonly about?: string };

/** `more` when AWS has further ones that were not read. */
export type Candidates = { readonly items: readonly Candidate[]; readonly more: boolean };

/** Longer than that, and the person has typed on. */
const PATIENCE_MS = 1_500;

/** Typing asks letter by letter; AWS, whose limit the whole account shares, is asked once in this time. */
const FRESH_MS = 10_000;

/** The largest page of AWS. */
const PAGE = { size: 50 };

/** Rows of each kept result to look at: more than can be shown, so that "there are more" comes out true. */
const MAX_SEEN = 1_000;

type Asked = { readonly atMs: number; readonly answer: Promise<Candidates> };

/** What each reader was asked lately. */
const asked = new WeakMap<RunCommandReader, Map<string, Asked>>();

/** What AWS lists first, then what this session has seen besides. */
export async function recentCommands(region: string, call: ToolCall): Promise<Candidates> {
  const { items, more } = await lately(`${region} commands`, call, async (signal) => {
    const page = await call.session.reader.listCommands({ region, filters: [] }, PAGE, signal);
    return toCandidates(page, commandCandidate);
  });
  const listed = call.session.results
    .newest()
    .flatMap(({ value }) =>
      value.tool === 'list_commands' && value.snapshot.request.query.region === region
        ? value.snapshot.count.rows
        : [],
    );
  const seen = seenInSession(call.session, MAX_SEEN).filter((each) => each.region === region);
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
  region: string,
  call: ToolCall,
): Promise<Candidates> {
  const seen = seenInSession(call.session, MAX_SEEN)
    .filter((each) => each.region === region && (!commandId || each.commandId === commandId))
    .map(({ instanceId, instanceName }) => ({ value: instanceId, about: instanceName }));
  if (commandId && isKept(commandId, region, call)) return { items: seen, more: false };
  const { items, more } = await lately(`${region} nodes ${commandId ?? ''}`, call, async (signal) => {
    const query = { region, ...(commandId && { commandId }), filters: [], details: false };
    const page = await call.session.reader.listInvocations(query, PAGE, signal);
    const failuresFirst = page.items.toSorted((a, b) => rankOf(statusOf(a)) - rankOf(statusOf(b)));
    return toCandidates({ ...page, items: failuresFirst }, ({ instanceId, instanceName }: Invocation) => ({
      value: instanceId,
      about: cleanLine(instanceName),
    }));
  });
  return { items: [...seen, ...items], more };
}

/** Whether a result of this session was about all nodes of the command: then AWS has no better answer. */
function isKept(commandId: string, region: string, { session }: ToolCall): boolean {
  return session.results.newest().some(({ value }) => {
    if (value.tool !== 'list_command_invocations') return false;
    const { query } = value.snapshot.request;
    const whole = query.instanceId === undefined && query.filters.length === 0;
    return whole && query.commandId === commandId && query.region === region;
  });
}

export function pluginNamesOf(ref: InvocationRef, call: ToolCall): Promise<Candidates> {
  const { region, commandId, instanceId } = ref;
  const { session } = call;
  return lately(`${region} plugins ${commandId} ${instanceId}`, call, async (signal) => {
    const query = { region, commandId, instanceId, filters: [], details: true };
    const { items } = await session.reader.listInvocations(query, PAGE, signal);
    const names = items.flatMap(({ plugins }) => plugins.map(({ name }) => name));
    // A name that cannot be shown as it is would not find its plugin either.
    const plain = names.filter(
      (name) => cleanLine(name) === name && session.redactor.redact(name).count === 0,
    );
    return { items: plain.map((value) => ({ value })), more: false };
  });
}

/** Asks with a signal of its own: a letter that was typed over must not take the answer from the next one. */
function lately(
  key: string,
  { session }: ToolCall,
  ask: (signal: AbortSignal) => Promise<Candidates>,
): Promise<Candidates> {
  const answers = asked.get(session.reader) ?? new Map<string, Asked>();
  asked.set(session.reader, answers);
  const nowMs = session.nowMs();
  for (const [old, { atMs }] of answers) if (nowMs - atMs >= FRESH_MS) answers.delete(old);
  const known = answers.get(key);
  if (known) return known.answer;
  const answer = ask(AbortSignal.timeout(PATIENCE_MS)).catch(() => ({ items: [], more: false }));
  answers.set(key, { atMs: nowMs, answer });
  return answer;
}

function toCandidates<Item>(page: Page<Item>, toCandidate: (item: Item) => Candidate): Candidates {
  return { items: page.items.map(toCandidate), more: page.nextToken !== undefined };
}
