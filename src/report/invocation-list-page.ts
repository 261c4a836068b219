/** Chooses what one page of a result shows: counts always, causes next, rows with what is left. */

import { type Budget, type Cost, clip, costOf, createBudget, type Piece, withinBound } from './budget.ts';
import { hintFor } from './causes/hints.ts';
import {
  type InvocationList,
  type ListedCommand,
  type ListedGroup,
  type ListedInvocation,
  UNTRUSTED_FIELDS,
} from './invocation-list.ts';
import {
  type PagePlace,
  renderCommand,
  renderGroup,
  renderInvocationList,
  renderRow,
} from './invocation-list-text.ts';
import { classOf } from './statuses.ts';
import type { Count, Grouping, RankedGroup, Row } from './tally.ts';
import { isoSeconds } from './words.ts';

export type PageFacts = {
  readonly region: string;
  readonly query: InvocationList['query'];
  readonly count: Count;
  readonly complete: boolean;
  readonly targetCount?: number;
  readonly notes: readonly string[];
  /** 0 pages all rows, n the rows of group n, `FOLDED_VIEWS` + n those of folded group n. */
  readonly view: number;
  readonly offset: number;
  /** Whether AWS holds more behind the last row. */
  readonly resumes: boolean;
  readonly cursorTo: (place: { view: number; offset: number }) => string;
};

export type Page = { readonly list: InvocationList; readonly text: string };

/** More groups than a session can make of 20,000 invocations with the views of a cursor's four digits. */
const FOLDED_VIEWS = 100_000;

/** Share of the budget kept for rows: causes answer the question, rows only show where. */
const ROWS_RESERVE = 0.12;

/** Further share kept for telling failures well, before every variant of success is listed. */
const FAILURES_RESERVE = 0.45;

export function projectPage(facts: PageFacts, maxTokens: number, boundary: string): Page {
  const { rows, group } = viewOf(facts);
  const place: PagePlace = { from: facts.offset, of: rows.length, ...(group !== undefined && { group }) };
  const rest = rows.slice(facts.offset);
  const frame = frameOf(facts);
  const budget = createBudget(maxTokens);
  const grouping = groupingOf(facts, maxTokens, boundary);
  const pageOf = (shown: readonly Row[], causes: readonly ListedGroup[] | undefined): Page => {
    const list = {
      ...frame,
      ...groupsOf(facts, grouping, causes, shown),
      ...rowsOf(grouping, shown),
      ...endOf(facts, place, shown),
    };
    return { list, text: renderInvocationList(list, place, boundary) };
  };

  budget.spend(costOf(formsOf(pageOf([], []))));
  const causes =
    facts.offset === 0 ? chooseGroups(facts, grouping, budget, rest.length > 0, boundary) : undefined;
  const fitting = countFittingRows(facts, grouping, rest, causes === undefined, budget, boundary);

  // Pieces were charged one by one and a little high, so the first try holds as a rule. A page that could show
  // no row at all would never come to an end, so causes give way before the last row does.
  let shown = Math.max(fitting, Math.min(1, rest.length));
  let kept = causes;
  for (;;) {
    const page = pageOf(rest.slice(0, shown), kept);
    if (withinBound(formsOf(page), maxTokens) || (shown <= 1 && !kept?.length)) return page;
    if (shown > 1) shown -= 1;
    else kept = kept?.slice(0, -1);
  }
}

function viewOf({ count, view }: PageFacts): { rows: readonly Row[]; group?: number } {
  if (view === 0) return { rows: count.rows };
  const grouping = view > FOLDED_VIEWS ? count.folded : count.fine;
  const group = view > FOLDED_VIEWS ? view - FOLDED_VIEWS : view;
  return { rows: count.rows.filter((row) => grouping.groupOf[row.member] === group), group };
}

/** Related causes are folded together only where there is no room to name each; every page decides alike. */
function groupingOf(facts: PageFacts, maxTokens: number, boundary: string): Grouping {
  const { count, view } = facts;
  if (view !== 0) return view > FOLDED_VIEWS ? count.folded : count.fine;
  if (count.folded.groups.length === count.fine.groups.length) return count.fine;
  const budget = createBudget(maxTokens);
  for (const group of count.fine.groups) {
    const { cost } = pieceOf(toListed(group, 'listed', facts, count.fine), boundary);
    // The frame of a page takes about a tenth.
    if (!budget.fits(cost, ROWS_RESERVE + 0.1)) return count.folded;
    budget.spend(cost);
  }
  return count.fine;
}

function formsOf({ list, text }: Page): Piece {
  return { text, json: JSON.stringify(list) };
}

/** All that a page says whatever it shows of groups and rows. */
function frameOf(facts: PageFacts): Omit<InvocationList, 'groups' | 'commands' | 'shown'> {
  const { count } = facts;
  return {
    region: facts.region,
    query: facts.query,
    summary: {
      invocations: count.rows.length,
      complete: facts.complete,
      by_status: count.byStatus,
      ...(facts.targetCount !== undefined && { target_count: facts.targetCount }),
      ...(count.requestedAtMs && {
        requested_at: {
          first: isoSeconds(count.requestedAtMs.first),
          last: isoSeconds(count.requestedAtMs.last),
        },
      }),
      ...(count.durationSeconds && { duration_seconds: count.durationSeconds }),
    },
    ...(facts.notes.length > 0 && { notes: [...facts.notes] }),
    untrusted_fields: UNTRUSTED_FIELDS,
  };
}

/** On the first page the chosen causes; further on just the names of the groups that the rows mention. */
function groupsOf(
  facts: PageFacts,
  grouping: Grouping,
  causes: readonly ListedGroup[] | undefined,
  shown: readonly Row[],
): Pick<InvocationList, 'groups' | 'groups_omitted'> {
  if (causes === undefined) {
    const mentioned = new Set(shown.map((row) => grouping.groupOf[row.member]));
    const named = grouping.groups.filter(({ number }) => mentioned.has(number));
    return { groups: named.map((group) => toListed(group, 'named', facts, grouping)) };
  }
  const told = new Set(causes.map(({ group }) => group));
  const omitted = candidatesOf(facts, grouping).filter(({ number }) => !told.has(number));
  return {
    groups: [...causes],
    ...(omitted.length > 0 && {
      groups_omitted: { groups: omitted.length, nodes: omitted.reduce((sum, { nodes }) => sum + nodes, 0) },
    }),
  };
}

function candidatesOf(facts: PageFacts, { groups }: Grouping): readonly RankedGroup[] {
  const { group } = viewOf(facts);
  return group === undefined ? groups : groups.filter(({ number }) => number === group);
}

/** How much of a group is told, from least to most. */
type Depth = 'named' | 'listed' | 'sampled' | 'quoted';

function toListed(group: RankedGroup, depth: Depth, facts: PageFacts, grouping: Grouping): ListedGroup {
  const atLeast = (wanted: Depth) => DEPTHS.indexOf(depth) >= DEPTHS.indexOf(wanted);
  const hint = group.warning ?? hintFor(group);
  const view = group.number + (grouping === facts.count.folded ? FOLDED_VIEWS : 0);
  return {
    group: group.number,
    status: clip(group.status, 20),
    ...(group.step && { plugin: clip(group.step, 30) }),
    ...(group.responseCode && { response_code: group.responseCode }),
    ...(group.cause && { cause: clip(group.cause, atLeast('sampled') ? 90 : 40) }),
    nodes: group.nodes,
    ...(group.invocations !== group.nodes && { invocations: group.invocations }),
    instance_ids: atLeast('sampled') ? [...group.instanceIds] : [],
    ...(atLeast('quoted') && group.excerpt && { excerpt: clip(group.excerpt, 260) }),
    ...(atLeast('sampled') && hint && { hint }),
    ...(atLeast('listed') && facts.view === 0 && { cursor: facts.cursorTo({ view, offset: 0 }) }),
  };
}

const DEPTHS: readonly Depth[] = ['named', 'listed', 'sampled', 'quoted'];

function pieceOf(listed: ListedGroup, boundary: string): { listed: ListedGroup; cost: Cost } {
  const cost = costOf({ text: `${renderGroup(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` });
  return { listed, cost };
}

/**
 * First room to name each group, the largest failure first; then the failures are told better, one by one;
 * what is left goes to how successes differ.
 */
function chooseGroups(
  facts: PageFacts,
  grouping: Grouping,
  budget: Budget,
  rowsFollow: boolean,
  boundary: string,
): ListedGroup[] {
  const rowsReserve = rowsFollow ? ROWS_RESERVE : 0;
  const candidates = candidatesOf(facts, grouping);
  const failures = candidates.filter(({ status }) => classOf(status) !== 'succeeded');
  const chosen = new Map<RankedGroup, { listed: ListedGroup; cost: Cost }>();

  const tell = (group: RankedGroup, depth: Depth, reserve: number): boolean => {
    const better = pieceOf(toListed(group, depth, facts, grouping), boundary);
    const current = chosen.get(group);
    if (current) budget.refund(current.cost);
    const fits = budget.fits(better.cost, reserve);
    if (fits) chosen.set(group, better);
    if (fits || current) budget.spend((fits ? better : current)?.cost ?? better.cost);
    return fits;
  };

  for (const group of candidates) {
    const reserve = classOf(group.status) === 'succeeded' && failures.length > 0 ? FAILURES_RESERVE : 0;
    if (!tell(group, 'listed', Math.max(rowsReserve, reserve))) break;
  }
  for (const told of [failures, candidates]) {
    for (const depth of ['sampled', 'quoted'] as const) {
      for (const group of told) if (chosen.has(group)) tell(group, depth, rowsReserve);
    }
    if (told === failures)
      for (const group of candidates) if (!chosen.has(group) && !tell(group, 'listed', rowsReserve)) break;
  }
  return candidates.flatMap((group) => chosen.get(group)?.listed ?? []);
}

/** How many rows fit, with the headings of their commands and, past the first page, the names of their groups. */
function countFittingRows(
  facts: PageFacts,
  grouping: Grouping,
  rest: readonly Row[],
  namesGroups: boolean,
  budget: Budget,
  boundary: string,
): number {
  const named = new Set<number>();
  let previous: Row | undefined;
  for (const [index, row] of rest.entries()) {
    const listed = toListedRow(row, grouping);
    const text = [`${renderRow(listed)}\n`];
    const json = [`${JSON.stringify(listed)},`];
    if (row.command !== previous?.command) {
      const command = toListedCommand(row);
      text.push(`${renderCommand(command)}\n`);
      json.push(`${JSON.stringify({ ...command, invocations: [] })},`);
    }
    const group = grouping.groups[(grouping.groupOf[row.member] ?? 0) - 1];
    if (namesGroups && group && !named.has(group.number)) {
      const name = toListed(group, 'named', facts, grouping);
      text.push(`${renderGroup(name, boundary)}\n`);
      json.push(`${JSON.stringify(name)},`);
      named.add(group.number);
    }
    const cost = costOf({ text: text.join(''), json: json.join('') });
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
  const goesOn = next < place.of || (facts.view === 0 && facts.resumes);
  return goesOn ? { next_cursor: facts.cursorTo({ view: facts.view, offset: next }) } : {};
}

function toListedCommand({ command, requestedAtMs }: Row): Omit<ListedCommand, 'invocations'> {
  return {
    command_id: command.commandId,
    document_name: clip(command.documentName, 40),
    ...(command.comment && { comment: clip(command.comment, 40) }),
    requested_at: isoSeconds(requestedAtMs),
  };
}

function toListedRow(row: Row, { groupOf }: Grouping): ListedInvocation {
  const group = groupOf[row.member];
  return {
    instance_id: row.instanceId,
    ...(row.instanceName && { instance_name: clip(row.instanceName, 24) }),
    status: clip(row.status, 20),
    ...(group && { group }),
    ...(row.responseCode !== undefined && { response_code: row.responseCode }),
    ...(row.durationSeconds !== undefined && { duration_seconds: row.durationSeconds }),
  };
}
