/** What an answer is of, and its verdict: the first thing that a person reads. */

import type { InvocationList } from './answers.ts';
import { type Child, el } from './elements.ts';
import { integer, moment, plural } from './figures.ts';
import { id } from './ids.ts';
import { placeName } from './places.ts';
import { said } from './said.ts';
import { countsOf } from './statuses.ts';

export function verdict({ summary, query }: InvocationList): string {
  const { all, notSucceeded, unfinished } = countsOf(summary.by_status);
  const things = (count: number) => plural(count, query.command_id ? 'node' : 'invocation');
  if (all === 0) return query.match === undefined ? 'No invocations' : 'No match';
  const whole = [
    things(all),
    summary.match?.['found'] === all && 'that match',
    !summary.complete && 'read so far',
  ]
    .filter(Boolean)
    .join(' ');
  const open = unfinished > 0 ? `${things(unfinished)} not finished` : '';
  if (notSucceeded === 0)
    return open === ''
      ? `All ${whole} succeeded`
      : `${integer(unfinished)} of ${whole} not finished, none failed`;
  const failed =
    all === notSucceeded
      ? `None of ${whole} succeeded`
      : `${integer(notSucceeded)} of ${whole} did not succeed`;
  return open === '' ? failed : `${failed}, ${open}`;
}

export type Subject = {
  readonly document_name?: string | undefined;
  readonly comment?: string | undefined;
  readonly command_id?: string | undefined;
  readonly requested_at?: string | undefined;
};

/** The command, its place and its time, as far as the answer is of one. */
export function subjectLine(subject: Subject, place: string): Child {
  const { document_name, comment, command_id, requested_at } = subject;
  return line([
    comment !== undefined && el('strong', {}, said(comment)),
    document_name !== undefined && said(document_name),
    place,
    requested_at !== undefined && `requested ${moment(requested_at)}`,
    command_id !== undefined && id(command_id),
  ]);
}

/** The one command that a whole list is of. */
export function subjectOf({
  commands,
  query,
  region,
  profile,
  account_id,
  summary,
  shown,
}: InvocationList): Child {
  const [command, ...others] = commands;
  const place = placeName({ region, profile, account_id });
  const whole = query.command_id !== undefined || shown === summary.invocations;
  if (command && others.length === 0 && whole) return subjectLine(command, place);
  const { first, last } = summary.requested_at ?? {};
  const parts: Child[] = [
    ...askedFor(query),
    place,
    first !== undefined && last !== undefined && `requested from ${moment(first)} to ${moment(last)}`,
  ];
  return line(parts);
}

function askedFor({ command_id, instance_id, filters = [], match, query }: InvocationList['query']): Child[] {
  return [
    command_id !== undefined && ['command ', id(command_id)],
    instance_id !== undefined && ['node ', id(instance_id)],
    ...filters.map(({ key, value }) => `${key} ${value}`),
    match !== undefined && ['match ', el('code', {}, match)],
    query !== undefined && ['query ', el('code', {}, query)],
  ];
}

function line(parts: readonly Child[]): HTMLElement {
  return el(
    'p',
    { class: 'subject' },
    parts.filter(Boolean).map((part) => el('span', {}, part)),
  );
}

/** Of a pattern without a capture group, the list has only those that match. */
export function matchLine({ match }: InvocationList['summary']): Child {
  if (match === undefined) return false;
  const { read = 0, found = 0 } = match;
  return el('p', {}, `${integer(found)} of ${plural(read, 'invocation')} match.`);
}

export function notesOf(notes: readonly string[] | undefined, complete: boolean): Child {
  return [
    !complete && el('p', { class: 'problem' }, 'Not all was counted.'),
    notes?.map((note) => el('p', { class: 'faint' }, note)),
  ];
}
