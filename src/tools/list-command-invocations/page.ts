/** One page of a result: counts always, causes next, rows with what is left. */

import {
  type Budget,
  clip,
  costOf,
  createBudget,
  isoSeconds,
  type Piece,
  takenBy,
  withinBound,
} from '../../answer/index.ts';
import type { Place } from '../../results/index.ts';
import { listStatuses } from '../figures.ts';
import type { Count } from './count.ts';
import { createGroupRenderer, type GroupRenderer, listGroups } from './groups.ts';
import type { Grouping } from './ranking.ts';
import type { Row } from './row.ts';
import { renderRow } from './row-text.ts';
import {
  type InvocationList,
  type ListedCommand,
  type ListedGroup,
  type ListedInvocation,
  untrustedFieldsOf,
} from './schema.ts';
import type { OwnCommand } from './snapshot.ts';
import { type PagePlace, renderCommand, renderGroup, renderInvocationList } from './text.ts';
import { type RowPlace, rowsAt } from './view.ts';

export type PageFacts = {
  readonly region: string;
  readonly query: InvocationList['query'];
  readonly count: Count;
  readonly complete: boolean;
  readonly command?: OwnCommand;
  readonly notes: readonly string[];
  readonly place: RowPlace;
  /** Whether this page is the first about what was read: it explains and groups, and the others show rows. */
  readonly first: boolean;
  readonly nowMs: number;
  /** Whether AWS holds more behind the last row. */
  readonly resumes: boolean;
  readonly cursorTo: (place: Place) => string;
};

export type Page = { readonly list: InvocationList; readonly text: string };

/** Neither form takes more than `maxTokens` tokens and four times as many bytes. */
export function projectPage(facts: PageFacts, maxTokens: number, boundary: string): Page {
  const { offset } = facts.place;
  const rows = rowsAt(facts.count, facts.place);
  const group = facts.place.kind === 'group' ? facts.place.group : undefined;
  const place: PagePlace = { from: offset, of: rows.length, ...(group !== undefined && { group }) };
  const rest = rows.slice(offset);
  const renderer = createGroupRenderer(facts.count, facts, maxTokens, boundary);
  const { grouping } = renderer;
  const candidates =
    group === undefined ? grouping.groups : grouping.groups.filter(({ number }) => number === group);
  const frame = frameOf(facts);
  const toRow = rowShape(rows, grouping, group, maxTokens);

  const pageOf = (shown: readonly Row[], causes: readonly ListedGroup[] | undefined): Page => {
    const groups = causes
      ? listGroups(withoutRepetition(causes, shown, grouping, group !== undefined), candidates)
      : { groups: namesOf(shown, renderer) };
    const listed = rowsOf(facts, shown, toRow);
    const list = {
      ...frame,
      ...groups,
      ...listed,
      ...endOf(facts, place, shown),
      untrusted_fields: untrustedFieldsOf({ ...groups, ...listed }),
    };
    return { list, text: renderInvocationList(list, place, boundary) };
  };

  const budget = createBudget(maxTokens);
  const emptyForms = formsOf(pageOf([], []));
  const emptyPage = takenBy(emptyForms);
  budget.spend(costOf(emptyForms));
  const causes = facts.first ? renderer.choose(candidates, budget, rest.length > 0) : undefined;
  const fitting = countFittingRows(facts, rest, toRow, renderer, causes === undefined, budget, boundary);

  // Pieces were charged one by one and a little high, so the first try holds as a rule. A page that could show
  // no row at all would never come to an end, so causes give way before the last row does.
  let shown = Math.max(fitting, Math.min(1, rest.length));
  let groups = causes;
  for (;;) {
    const page = pageOf(rest.slice(0, shown), groups);
    const taken = takenBy(formsOf(page));
    if (taken <= maxTokens) {
      // Parts are charged a little high one by one, which leaves room for some more rows.
      const more = Math.floor(((maxTokens - taken) * shown) / Math.max(1, taken - emptyPage));
      const fuller = more > 0 && shown < rest.length ? pageOf(rest.slice(0, shown + more), groups) : page;
      return fuller !== page && withinBound(formsOf(fuller), maxTokens) ? fuller : page;
    }
    if (shown <= 1 && !groups?.length) return page;
    if (shown > 1) shown -= 1;
    else groups = groups?.slice(0, -1);
  }
}

/** A cursor to the nodes of a group is of no use where all of them are on this page, nor samples above its own rows. */
function withoutRepetition(
  groups: readonly ListedGroup[],
  shown: readonly Row[],
  { groupOf }: Grouping,
  onGroupPage: boolean,
): ListedGroup[] {
  const here = new Map<number, number>();
  for (const { member } of shown) {
    const group = groupOf[member] ?? 0;
    here.set(group, (here.get(group) ?? 0) + 1);
  }
  return groups.map((group) => {
    if (onGroupPage) return { ...group, instance_ids: [] };
    if (here.get(group.group) !== (group.invocations ?? group.nodes)) return group;
    const { cursor: _idle, ...rest } = group;
    return rest;
  });
}

function formsOf({ list, text }: Page): Piece {
  return { text, json: JSON.stringify(list) };
}

type Frame = Omit<InvocationList, 'groups' | 'commands' | 'shown' | 'untrusted_fields'>;

/** All that a page has whatever it shows of groups and rows; pages after the first repeat only what bounds them. */
function frameOf({ region, query, count, complete, command, notes, first, place }: PageFacts): Frame {
  const counts = {
    invocations: count.rows.length,
    complete,
    by_status: listStatuses(count.byStatus),
  };
  if (!first || place.kind === 'group') return { region, query, summary: counts };
  const targets = command?.targetCount;
  return {
    region,
    query,
    summary: {
      ...counts,
      ...(targets !== undefined && { target_count: targets }),
      ...requestedIn(count, query),
      ...durationsIn(count),
    },
    ...(notes.length > 0 && { notes: [...notes] }),
  };
}

/** One command has one time, which stands beside it. */
function requestedIn(
  { requestedAtMs }: Count,
  query: InvocationList['query'],
): Pick<InvocationList['summary'], 'requested_at'> {
  if (requestedAtMs === undefined || query.command_id !== undefined) return {};
  const [first, last] = [isoSeconds(requestedAtMs.first), isoSeconds(requestedAtMs.last)];
  return first === last ? {} : { requested_at: { first, last } };
}

function durationsIn({ durationSeconds, rows }: Count): Pick<InvocationList['summary'], 'duration_seconds'> {
  if (durationSeconds === undefined) return {};
  const { median, p95, max, min, of } = durationSeconds;
  return {
    duration_seconds: {
      ...(min !== max && { median, p95 }),
      max,
      ...(of !== rows.length && { invocations: of }),
    },
  };
}

/** Past the first page, just the names of the groups that the rows mention. */
function namesOf(shown: readonly Row[], { grouping, named }: GroupRenderer): ListedGroup[] {
  const mentioned = new Set(shown.map((row) => grouping.groupOf[row.member]));
  return grouping.groups.filter(({ number }) => mentioned.has(number)).map(named);
}

/** How many rows fit, with the headings of their commands and, past the first page, the names of their groups. */
function countFittingRows(
  facts: PageFacts,
  rest: readonly Row[],
  toRow: RowShape,
  { grouping, named }: GroupRenderer,
  namesGroups: boolean,
  budget: Budget,
  boundary: string,
): number {
  const alreadyNamed = new Set<number>();
  let previous: Row | undefined;
  for (const [index, row] of rest.entries()) {
    const listed = toRow(row);
    let text = `${renderRow(listed)}\n`;
    let json = `${JSON.stringify(listed)},`;
    if (row.command !== previous?.command) {
      const command = toListedCommand(facts, row);
      text += `${renderCommand(command)}\n`;
      json += `${JSON.stringify({ ...command, invocations: [] })},`;
    }
    const group = grouping.groups[(grouping.groupOf[row.member] ?? 0) - 1];
    if (namesGroups && group && !alreadyNamed.has(group.number)) {
      alreadyNamed.add(group.number);
      const name = named(group);
      text += `${renderGroup(name, boundary)}\n`;
      json += `${JSON.stringify(name)},`;
    }
    const cost = costOf({ text, json });
    if (!budget.fits(cost)) return index;
    budget.spend(cost);
    previous = row;
  }
  return rest.length;
}

function rowsOf(
  facts: PageFacts,
  shown: readonly Row[],
  toRow: RowShape,
): Pick<InvocationList, 'commands' | 'shown'> {
  const commands: ListedCommand[] = [];
  let previous: Row | undefined;
  for (const row of shown) {
    if (row.command !== previous?.command) commands.push({ ...toListedCommand(facts, row), invocations: [] });
    commands.at(-1)?.invocations.push(toRow(row));
    previous = row;
  }
  return { commands, shown: shown.length };
}

function endOf(
  { place: { kind }, place: at, resumes, cursorTo }: PageFacts,
  place: PagePlace,
  shown: readonly Row[],
): Pick<InvocationList, 'next_cursor' | 'read_on'> {
  const next = place.from + shown.length;
  const goesOn = next < place.of;
  const readOn = kind === 'rows' && resumes ? cursorTo({ kind: 'resume' }) : undefined;
  const cursor = goesOn ? cursorTo({ ...at, offset: next }) : readOn;
  return {
    ...(cursor !== undefined && { next_cursor: cursor }),
    ...(readOn !== undefined && { read_on: readOn }),
  };
}

/** The command's own time, else the earliest of its invocations: the same on every page. */
function toListedCommand(
  { command: own, count }: PageFacts,
  { command }: Row,
): Omit<ListedCommand, 'invocations'> {
  return {
    command_id: clip(command.commandId, 48),
    document_name: clip(command.documentName, 40),
    ...(command.comment && { comment: clip(command.comment, 40) }),
    requested_at: isoSeconds(own?.requestedAtMs ?? count.requestedAt.get(command)),
  };
}

type RowShape = (row: Row) => ListedInvocation;

/**
 * On the page of one group a row has only what differs there. Where even that takes more than a page, ids alone:
 * whoever lists so many nodes wants to send a command to them again.
 */
function rowShape(
  rows: readonly Row[],
  { groupOf }: Grouping,
  group: number | undefined,
  maxTokens: number,
): RowShape {
  const toId = (row: Row): ListedInvocation => ({ instance_id: clip(row.instanceId, 32) });
  const toOwn = (row: Row): ListedInvocation => ({
    ...toId(row),
    ...(row.instanceName && { instance_name: clip(row.instanceName, 24) }),
    ...(row.durationSeconds !== undefined && { duration_seconds: row.durationSeconds }),
  });
  if (group !== undefined) {
    const same = rows.every(
      ({ instanceName, durationSeconds }) =>
        instanceName === '' && durationSeconds === rows[0]?.durationSeconds,
    );
    return same || rows.length * TOKENS_PER_OWN_ROW > maxTokens ? toId : toOwn;
  }
  return (row) => {
    const { instance_id, ...own } = toOwn(row);
    const { instance_name, ...rest } = own;
    const number = groupOf[row.member];
    return {
      instance_id,
      ...(instance_name !== undefined && { instance_name }),
      status: clip(row.status || 'unknown', 8),
      ...(number && { group: number }),
      ...(row.responseCode !== undefined && { response_code: row.responseCode }),
      ...rest,
    };
  };
}

/** As JSON, with a name and a duration. */
const TOKENS_PER_OWN_ROW = 36;
