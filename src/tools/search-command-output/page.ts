/** A page of a search: figures first, then days, nodes and commands as far as they fit, then lines. */

import { type Budget, costOf, createBudget, explainError, takenBy, withinBound } from '../../answer/index.ts';
import { type SsmInvocationsError, UnavailableError } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import {
  commandOf,
  type Draft,
  formsOf,
  NODES_GROUP,
  nodeOf,
  type PageFacts,
  pageOf,
  type SearchPage,
} from './frame.ts';
import type { EventLines } from './lines.ts';
import { matchOf } from './match.ts';
import { linesNotes, searchNotes } from './notes.ts';
import { renderCommand, renderMatch, renderNode } from './text.ts';

/** Reads lines of events by their numbers, in that order; `undefined` for one that cannot be read. */
export type ReadEvents = (indexes: readonly number[]) => Promise<{
  readonly lines: readonly (EventLines | undefined)[];
  /** Why some cannot be. */
  readonly fault: SsmInvocationsError | undefined;
}>;

/** Of the room that figures and notes leave, what days, nodes and commands leave for what comes behind them. */
const LEFT_BY = { days: 0.82, nodes: 0.58, commands: 0.32 };

/** Beside others an event has so many lines, in such a share of the page. */
const LINES_AMONG = 3;
const SHARE_AMONG = 0.25;

/** Events that one page may show, and those that are read at a time. */
const MAX_READ = 48;
const BATCH = 8;

/** Figures, tables, and the lines of the events from `offset` on. */
export async function projectSummary(
  facts: PageFacts,
  offset: number,
  nowMs: number,
  sanitizer: Sanitizer,
  read: ReadEvents,
): Promise<SearchPage> {
  const { result, maxTokens } = facts;
  const { nodes, commands, days } = result.counts;
  const tables: NonNullable<Draft['tables']> = { days: [], nodes: [], commands: [] };
  const draft: Draft = { notes: searchNotes(result, nowMs), tables, matches: [], offset };
  const several = result.counts.groups > 1;
  const budget = budgetOf(facts, draft);
  const room = Math.max(0, 1 - takenBy(formsOf(pageWith(facts, draft))) / maxTokens);
  for (const [day, events] of days) {
    if (!spends(budget, `${day}: ${events}, `, `"${day}":${events}`, LEFT_BY.days * room)) break;
    tables.days.push([day, events]);
  }
  for (const share of nodes) {
    const entry = nodeOf(share);
    if (!spends(budget, renderNode(entry), JSON.stringify(entry), LEFT_BY.nodes * room)) break;
    tables.nodes.push(entry);
  }
  for (const share of commands) {
    const entry = commandOf(share, several);
    if (!spends(budget, renderCommand(entry), JSON.stringify(entry), LEFT_BY.commands * room)) break;
    tables.commands.push(entry);
  }
  await addMatches(facts, draft, budget, sanitizer, read);
  for (;;) {
    const page = pageWith(facts, draft);
    if (withinBound(formsOf(page), maxTokens)) return page;
    if (draft.matches.pop()) continue;
    if (tables.commands.pop() || tables.nodes.pop() || tables.days.pop()) continue;
    if (draft.notes.length === 0) return page;
    draft.notes = draft.notes.slice(0, -1);
  }
}

/** A page that goes on in the list of events: at least one of them. */
export async function projectEvents(
  facts: PageFacts,
  offset: number,
  sanitizer: Sanitizer,
  read: ReadEvents,
): Promise<SearchPage> {
  const draft: Draft = { notes: [], matches: [], offset };
  const fault = await addMatches(facts, draft, budgetOf(facts, draft), sanitizer, read);
  if (fault !== undefined && draft.matches.length === 0) throw fault;
  for (;;) {
    const page = pageWith(facts, draft);
    if (withinBound(formsOf(page), facts.maxTokens)) return page;
    if (draft.matches.length > 1) draft.matches.pop();
    else if (draft.notes.length > 0) draft.notes = draft.notes.slice(0, -1);
    else return page;
  }
}

/** Nodes or commands, whatever lines they have. */
export function projectShares(facts: PageFacts, group: number, offset: number): SearchPage {
  const { result, maxTokens } = facts;
  const several = result.counts.groups > 1;
  const ofNodes = group === NODES_GROUP;
  const nodes = ofNodes ? result.counts.nodes.slice(offset).map(nodeOf) : [];
  const commands = ofNodes
    ? []
    : result.counts.commands.slice(offset).map((share) => commandOf(share, several));
  const total = Math.max(nodes.length, commands.length);
  const layOut = (count: number): SearchPage => {
    const next = { kind: 'group', group, folded: false, offset: offset + count } as const;
    return pageOf(facts, {
      notes: [],
      ...(ofNodes ? { nodes: nodes.slice(0, count) } : { commands: commands.slice(0, count) }),
      matches: [],
      next: count < total ? next : undefined,
    });
  };
  const budget = createBudget(maxTokens);
  budget.spend(costOf(formsOf(layOut(0))));
  let count = 0;
  for (const [node, command] of Array.from(
    { length: total },
    (_, at) => [nodes[at], commands[at]] as const,
  )) {
    const text = node ? renderNode(node) : command ? renderCommand(command) : '';
    if (!spends(budget, text, JSON.stringify(node ?? command))) break;
    count += 1;
  }
  count = Math.max(1, count);
  while (count > 1 && !withinBound(formsOf(layOut(count)), maxTokens)) count -= 1;
  return layOut(count);
}

/** The lines of one event, from one of them on. */
export function projectEvent(
  facts: PageFacts,
  index: number,
  lines: EventLines,
  sanitizer: Sanitizer,
): SearchPage {
  const { result, maxTokens, cursorTo } = facts;
  const event = result.found.events[index];
  if (event === undefined) throw new RangeError(`no event ${index}`);
  const notes = linesNotes(lines.redactions, lines.withheld ? 1 : 0);
  const layOut = (tokens: number): SearchPage => {
    const room = { lines: Number.POSITIVE_INFINITY, tokens };
    let next: number | undefined;
    const { more: _, ...match } = matchOf(event, lines, room, sanitizer, (line) => {
      next = line;
      return cursorTo({ kind: 'output', text: index, offset: line });
    });
    const place = next === undefined ? undefined : ({ kind: 'output', text: index, offset: next } as const);
    return pageOf(facts, { notes, matches: [match], next: place });
  };
  let tokens = Math.floor(maxTokens * 0.8);
  while (tokens > 20 && !withinBound(formsOf(layOut(tokens)), maxTokens)) tokens = Math.floor(tokens * 0.8);
  return layOut(tokens);
}

function budgetOf(facts: PageFacts, draft: Draft): Budget {
  const budget = createBudget(facts.maxTokens);
  budget.spend(costOf(formsOf(pageWith(facts, draft))));
  return budget;
}

function pageWith(facts: PageFacts, draft: Draft): SearchPage {
  const offset = (draft.offset ?? 0) + draft.matches.length;
  const next = offset < facts.result.found.events.length ? ({ kind: 'rows', offset } as const) : undefined;
  return pageOf(facts, { ...draft, next });
}

function spends(budget: Budget, text: string, json: string, left = 0): boolean {
  const cost = costOf({ text: `${text}\n`, json: `${json},` });
  if (!budget.fits(cost, left)) return false;
  budget.spend(cost);
  return true;
}

/** What there was no time for is for the next page. */
function isForLater(fault: SsmInvocationsError | undefined): boolean {
  return fault instanceof UnavailableError && fault.reason === 'timeLimit';
}

/** As many as fit. Returns why lines of some are missing. */
async function addMatches(
  { result, maxTokens, boundary, cursorTo }: PageFacts,
  draft: Draft,
  budget: Budget,
  sanitizer: Sanitizer,
  read: ReadEvents,
): Promise<SsmInvocationsError | undefined> {
  const { events } = result.found;
  const first = draft.offset ?? 0;
  const end = Math.min(events.length, first + MAX_READ);
  let redactions = 0;
  let withheld = 0;
  let fault: SsmInvocationsError | undefined;
  const room = { lines: LINES_AMONG, tokens: Math.floor(maxTokens * SHARE_AMONG) };
  reading: for (let at = first; at < end; at += BATCH) {
    // Where not even one more would fit, none is read.
    if (draft.matches.length > 0 && !budget.fits({ text: 90, json: 110, lines: 1 })) break;
    const batch = Array.from({ length: Math.min(BATCH, end - at) }, (_, n) => at + n);
    const { lines, fault: why } = fault === undefined ? await read(batch) : { lines: [], fault };
    fault = why;
    for (const [n, index] of batch.entries()) {
      const event = events[index];
      if (event === undefined) break reading;
      const own = lines[n];
      if (own === undefined && isForLater(fault)) break reading;
      const match = matchOf(event, own, room, sanitizer, (line) =>
        cursorTo({ kind: 'output', text: index, offset: line }),
      );
      const fits = spends(budget, renderMatch(match, boundary), JSON.stringify(match));
      if (!fits && (draft.matches.length > 0 || draft.tables)) break reading;
      draft.matches.push(match);
      redactions += own?.redactions ?? 0;
      withheld += own?.withheld ? 1 : 0;
      if (!fits) break reading;
    }
  }
  const why = fault === undefined ? [] : [`Lines could not be read. ${explainError(fault)}`];
  draft.notes = [...why, ...draft.notes, ...linesNotes(redactions, withheld)];
  return fault;
}
