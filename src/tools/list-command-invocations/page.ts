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
import type { Count } from './count.ts';
import { createGroupRenderer, type GroupRenderer, listGroups } from './groups.ts';
import type { Grouping } from './ranking.ts';
import type { Row } from './row.ts';
import {
  type InvocationList,
  type ListedCommand,
  type ListedGroup,
  type ListedInvocation,
  UNTRUSTED_FIELDS,
} from './schema.ts';
import { type PagePlace, renderCommand, renderGroup, renderInvocationList, renderRow } from './text.ts';
import { rowsAt } from './view.ts';

export type PageFacts = {
  readonly region: string;
  readonly query: InvocationList['query'];
  readonly count: Count;
  readonly complete: boolean;
  readonly targetCount?: number;
  readonly notes: readonly string[];
  readonly place: Place;
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
  const renderer = createGroupRenderer(facts.count, facts.place, facts.cursorTo, maxTokens, boundary);
  const { grouping } = renderer;
  const candidates =
    group === undefined ? grouping.groups : grouping.groups.filter(({ number }) => number === group);
  const frame = frameOf(facts);

  const pageOf = (shown: readonly Row[], causes: readonly ListedGroup[] | undefined): Page => {
    const list = {
      ...frame,
      ...(causes ? listGroups(causes, candidates) : { groups: namesOf(shown, renderer) }),
      ...rowsOf(grouping, shown),
      ...endOf(facts, place, shown),
    };
    return { list, text: renderInvocationList(list, place, boundary) };
  };

  const budget = createBudget(maxTokens);
  budget.spend(costOf(formsOf(pageOf([], []))));
  const causes = offset === 0 ? renderer.choose(candidates, budget, rest.length > 0) : undefined;
  const fitting = countFittingRows(rest, renderer, causes === undefined, budget, boundary);

  // Pieces were charged one by one and a little high, so the first try holds as a rule. A page that could show
  // no row at all would never come to an end, so causes give way before the last row does.
  let shown = Math.max(fitting, Math.min(1, rest.length));
  let kept = causes;
  for (;;) {
    const page = pageOf(rest.slice(0, shown), kept);
    const taken = takenBy(formsOf(page));
    if (taken <= maxTokens) {
      const more = rowsFor(maxTokens - taken, maxTokens);
      const fuller = more > 0 && shown < rest.length ? pageOf(rest.slice(0, shown + more), kept) : page;
      return fuller !== page && withinBound(formsOf(fuller), maxTokens) ? fuller : page;
    }
    if (shown <= 1 && !kept?.length) return page;
    if (shown > 1) shown -= 1;
    else kept = kept?.slice(0, -1);
  }
}

/** On small pages the parts, each charged a little high, leave room for a few rows; on large ones not worth a look. */
function rowsFor(spare: number, maxTokens: number): number {
  return spare < maxTokens / 10 ? 0 : Math.floor(spare / TOKENS_PER_ROW);
}

/** Measured on the demo fleet: 30 to 55, with a name. */
const TOKENS_PER_ROW = 50;

function formsOf({ list, text }: Page): Piece {
  return { text, json: JSON.stringify(list) };
}

/** All that a page says whatever it shows of groups and rows. */
function frameOf(facts: PageFacts): Omit<InvocationList, 'groups' | 'commands' | 'shown'> {
  const { count } = facts;
  const span = count.requestedAtMs;
  return {
    region: facts.region,
    query: facts.query,
    summary: {
      invocations: count.rows.length,
      complete: facts.complete,
      by_status: listStatuses(count.byStatus),
      ...(facts.targetCount !== undefined && { target_count: facts.targetCount }),
      ...(span && { requested_at: { first: isoSeconds(span.first), last: isoSeconds(span.last) } }),
      ...(count.durationSeconds && { duration_seconds: count.durationSeconds }),
    },
    ...(facts.notes.length > 0 && { notes: [...facts.notes] }),
    untrusted_fields: UNTRUSTED_FIELDS,
  };
}

/** SSM knows 15 statuses; what else a reply may hold is counted together rather than listed without end. */
const MAX_STATUSES = 15;

function listStatuses(byStatus: Count['byStatus']): Record<string, number> {
  const listed = new Map<string, number>();
  for (const [index, [status, count]] of Object.entries(byStatus).entries()) {
    const name = index < MAX_STATUSES ? clip(status || 'unknown', 8) : 'other';
    listed.set(name, (listed.get(name) ?? 0) + count);
  }
  return Object.fromEntries(listed);
}

/** Past the first page, just the names of the groups that the rows mention. */
function namesOf(shown: readonly Row[], { grouping, named }: GroupRenderer): ListedGroup[] {
  const mentioned = new Set(shown.map((row) => grouping.groupOf[row.member]));
  return grouping.groups.filter(({ number }) => mentioned.has(number)).map(named);
}

/** How many rows fit, with the headings of their commands and, past the first page, the names of their groups. */
function countFittingRows(
  rest: readonly Row[],
  { grouping, named }: GroupRenderer,
  namesGroups: boolean,
  budget: Budget,
  boundary: string,
): number {
  const alreadyNamed = new Set<number>();
  let previous: Row | undefined;
  for (const [index, row] of rest.entries()) {
    const listed = toListedRow(row, grouping);
    let text = `${renderRow(listed)}\n`;
    let json = `${JSON.stringify(listed)},`;
    if (row.command !== previous?.command) {
      const command = toListedCommand(row);
      text += `${renderCommand(command)}\n`;
      json += `${JSON.stringify({ ...command, invocations: [] })},`;
    }
    const group = grouping.groups[(listed.group ?? 0) - 1];
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

function rowsOf(grouping: Grouping, shown: readonly Row[]): Pick<InvocationList, 'commands' | 'shown'> {
  const commands: ListedCommand[] = [];
  let previous: Row | undefined;
  for (const row of shown) {
    if (row.command !== previous?.command) commands.push({ ...toListedCommand(row), invocations: [] });
    commands.at(-1)?.invocations.push(toListedRow(row, grouping));
    previous = row;
  }
  return { commands, shown: shown.length };
}

function endOf(
  facts: PageFacts,
  place: PagePlace,
  shown: readonly Row[],
): Pick<InvocationList, 'next_cursor'> {
  const next = place.from + shown.length;
  const goesOn = next < place.of || (facts.place.kind === 'rows' && facts.resumes);
  return goesOn ? { next_cursor: facts.cursorTo({ ...facts.place, offset: next }) } : {};
}

function toListedCommand({ command, requestedAtMs }: Row): Omit<ListedCommand, 'invocations'> {
  return {
    command_id: clip(command.commandId, 48),
    document_name: clip(command.documentName, 40),
    ...(command.comment && { comment: clip(command.comment, 40) }),
    requested_at: isoSeconds(requestedAtMs),
  };
}

function toListedRow(row: Row, { groupOf }: Grouping): ListedInvocation {
  const group = groupOf[row.member];
  return {
    instance_id: clip(row.instanceId, 32),
    ...(row.instanceName && { instance_name: clip(row.instanceName, 24) }),
    status: clip(row.status || 'unknown', 8),
    ...(group && { group }),
    ...(row.responseCode !== undefined && { response_code: row.responseCode }),
    ...(row.durationSeconds !== undefined && { duration_seconds: row.durationSeconds }),
  };
}
