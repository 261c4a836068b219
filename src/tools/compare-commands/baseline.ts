/** Which earlier command an engineer would compare with, where none was named. */

import { type ReadContext, withLimit } from '../../results/index.ts';
import {
  type AwsPlace,
  type Command,
  classOf,
  type Filter,
  NotFoundError,
  SsmInvocationsError,
  UnavailableError,
} from '../../run-command/index.ts';

export type ChosenBaseline = { readonly command: Command; readonly because: string };

/** Choosing must leave most of the call's time to reading. */
const LIMIT_MS = 10_000;

/** Commands of one document looked at, newest first; 50 a call. */
const MAX_CANDIDATES = 1_000;
const PAGE_SIZE = 50;

/** How much two commands have in common: 2 is the same, 1 nearly, 0 not or not known. */
type Likeness = { readonly comment: 0 | 1 | 2; readonly targets: 0 | 1 | 2; readonly parameters: 0 | 1 | 2 };

type Candidate = { readonly command: Command; readonly likeness: Likeness };

/**
 * The earlier command of the same document that is like `command` in most of comment, targets and parameters; of equals
 * the newest. Throws `NotFoundError` where there is none.
 */
export async function chooseBaseline(
  command: Command,
  place: AwsPlace,
  context: ReadContext,
): Promise<ChosenBaseline> {
  const { candidates, end } = await candidatesFor(command, place, context);
  const [first, ...others] = candidates;
  if (first === undefined) {
    throw new NotFoundError({ what: 'baseline', commandId: command.commandId, instanceId: '', ...place });
  }
  const best = others.reduce((best, one) => (isBetter(one, best) ? one : best), first);
  const only = others.length === 0 && end === 'all';
  if (!only && !isEnough(best)) {
    const newest = candidates.toSorted(byTime).slice(0, MAX_NAMED);
    throw new NotFoundError({
      what: 'baseline',
      commandId: command.commandId,
      instanceId: '',
      ...place,
      available: newest.map((one) => one.command.commandId),
    });
  }
  const among = end === 'limit' ? `, of the ${candidates.length} that were looked at` : '';
  return {
    command: best.command,
    because: `the ${only ? 'only' : 'newest'} earlier command of this document${reasonFor(best, command)}${among}`,
  };
}

/** Candidates that an error names, for the caller to pick from. */
const MAX_NAMED = 5;

/** Why no further candidates were read: there are none, none could be better, or a limit. */
type End = 'all' | 'best' | 'limit';

async function candidatesFor(
  command: Command,
  place: AwsPlace,
  { reader, signal }: ReadContext,
): Promise<{ readonly candidates: readonly Candidate[]; readonly end: End }> {
  const patience = withLimit(signal, LIMIT_MS);
  const query = { ...place, filters: filtersFor(command) };
  const best = sumOf(likenessOf(command, command));
  const candidates: Candidate[] = [];
  let token: string | undefined;
  for (let read = 0; read < MAX_CANDIDATES; read += PAGE_SIZE) {
    try {
      const page = { size: PAGE_SIZE, ...(token !== undefined && { token }) };
      const { items, nextToken } = await reader.listCommands(query, page, patience);
      for (const item of items) {
        if (isCandidate(item, command))
          candidates.push({ command: item, likeness: likenessOf(item, command) });
      }
      // Commands that still run come first, as a page of their own: among those that ended the newest is first.
      const found = candidates.some(
        (one) => sumOf(one.likeness) === best && classOf(one.command.status) !== 'unfinished',
      );
      if (nextToken === undefined) return { candidates, end: 'all' };
      if (found) return { candidates, end: 'best' };
      token = nextToken;
    } catch (error) {
      signal.throwIfAborted();
      if (candidates.length > 0) break;
      if (error instanceof SsmInvocationsError) throw error;
      throw new UnavailableError('timeLimit', { operation: 'ListCommands', profile: undefined, ...place });
    }
  }
  return { candidates, end: 'limit' };
}

function filtersFor({ documentName, requestedAtMs }: Command): Filter[] {
  const filters: Filter[] = documentName === '' ? [] : [{ key: 'DocumentName', value: documentName }];
  if (requestedAtMs !== undefined) {
    const nextSecond = new Date((Math.floor(requestedAtMs / 1000) + 1) * 1000);
    filters.push({ key: 'InvokedBefore', value: `${nextSecond.toISOString().slice(0, 19)}Z` });
  }
  return filters;
}

/** One that reached for no node has nothing to compare with. */
function isCandidate(item: Command, { commandId, documentName, requestedAtMs }: Command): boolean {
  return (
    item.commandId !== commandId &&
    item.documentName === documentName &&
    item.targetCount > 0 &&
    (item.requestedAtMs ?? 0) < (requestedAtMs ?? Number.POSITIVE_INFINITY)
  );
}

function isBetter(one: Candidate, other: Candidate): boolean {
  const by =
    matchesOf(one.likeness) - matchesOf(other.likeness) ||
    sumOf(one.likeness) - sumOf(other.likeness) ||
    byTime(other, one);
  return by > 0;
}

/** The newest first. */
function byTime(one: Candidate, other: Candidate): number {
  return (other.command.requestedAtMs ?? 0) - (one.command.requestedAtMs ?? 0);
}

/** These run whatever they are given, so that the document alone says nothing, nor that it ran on the same nodes. */
const SCRIPT_RUNNERS = new Set(['AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWS-RunRemoteScript']);

function isEnough({ command, likeness: { comment, targets, parameters } }: Candidate): boolean {
  return (
    comment > 0 ||
    targets === 2 ||
    parameters > 0 ||
    (targets > 0 && !SCRIPT_RUNNERS.has(command.documentName))
  );
}

function matchesOf(likeness: Likeness): number {
  return Object.values(likeness).filter((value) => value > 0).length;
}

function sumOf({ comment, targets, parameters }: Likeness): number {
  return comment + targets + parameters;
}

/** What neither has is nothing in common. */
function likenessOf(one: Command, other: Command): Likeness {
  return {
    comment: textLikeness(one.comment, other.comment),
    targets: targetLikeness(one, other),
    parameters: textLikeness(parametersOf(one), parametersOf(other)),
  };
}

function textLikeness(one: string, other: string): 0 | 1 | 2 {
  if (one === '' || other === '') return 0;
  if (one === other) return 2;
  return withoutNumbers(one) === withoutNumbers(other) ? 1 : 0;
}

/** Dates, versions and build numbers change from run to run. */
function withoutNumbers(text: string): string {
  return text
    .split(/\s/)
    .map((word) => (/\d/.test(word) ? '#' : word.toLowerCase()))
    .join(' ');
}

/** Each value a line of its own, so that a number in one takes no other with it. */
function parametersOf({ parameters }: Command): string {
  return Object.entries(parameters)
    .map(([name, values]) => [`${name}:`, ...values].join('\n'))
    .toSorted()
    .join('\n');
}

function targetLikeness(one: Command, other: Command): 0 | 1 | 2 {
  const [ids, otherIds] = [nodesOf(one), nodesOf(other)];
  if (ids.size > 0 || otherIds.size > 0) {
    const common = [...ids].filter((id) => otherIds.has(id)).length;
    if (common === 0) return 0;
    return common === ids.size && common === otherIds.size ? 2 : 1;
  }
  const tags = tagsOf(one);
  return tags !== '' && tags === tagsOf(other) ? 2 : 0;
}

/** Nodes may be named by themselves or as a target. */
function nodesOf({ instanceIds, targets }: Command): ReadonlySet<string> {
  const named = targets.filter(({ key }) => key.toLowerCase() === 'instanceids');
  return new Set([...instanceIds, ...named.flatMap(({ values }) => values)]);
}

function tagsOf({ targets }: Command): string {
  return targets
    .map(({ key, values }) => `${key}=${values.toSorted().join(',')}`)
    .toSorted()
    .join('\n');
}

function reasonFor({ command, likeness }: Candidate, later: Command): string {
  const aspects = (degree: number, names: readonly (keyof Likeness)[]) =>
    names.filter((name) => likeness[name] === degree);
  const [same, nearly] = [
    listed(aspects(2, ['comment', 'targets', 'parameters'])),
    listed(aspects(1, ['comment', 'parameters'])),
  ];
  const inCommon = [
    ...(same ? [`the same ${same}`] : []),
    ...(likeness.targets === 1 ? ['some of the same nodes'] : []),
    ...(nearly ? [`the same ${nearly} but for numbers`] : []),
  ];
  const there = {
    comment: command.comment + later.comment,
    targets: 'always',
    parameters: parametersOf(command) + parametersOf(later),
  };
  const differ = aspects(0, ['comment', 'targets', 'parameters']).filter((name) => there[name] !== '');
  return [
    inCommon.length > 0 ? ` with ${listed(inCommon)}` : '',
    differ.length > 0 ? `; other ${listed(differ)}` : '',
  ].join('');
}

/** "comment, targets and parameters" */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
