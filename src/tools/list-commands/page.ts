/** Chooses what one page of commands shows: counts always, then as many commands as fit. */

import { clip, costOf, createBudget, formatInteger, isoSeconds } from '../../answer/index.ts';
import type { Place } from '../../results/index.ts';
import { classOf } from '../../run-command/index.ts';
import { listStatuses } from '../figures.ts';
import { cursorsOf } from '../list-request.ts';
import type { ShownPlaces } from '../where-schema.ts';
import type { CommandCount, CommandRow } from './count.ts';
import { commandHintFor } from './hints.ts';
import { type CommandEntry, type CommandList, untrustedFieldsOf } from './schema.ts';
import { renderCommandEntry, renderCommandList } from './text.ts';

export type CommandPageFacts = {
  readonly where: ShownPlaces;
  readonly query: CommandList['query'];
  readonly count: CommandCount;
  readonly complete: boolean;
  /** The most important first: where there is no room, the last ones give way. */
  readonly notes: readonly string[];
  readonly offset: number;
  /** Whether AWS holds more behind the last row. */
  readonly resumes: boolean;
  readonly cursorTo: (place: Place) => string;
};

export type CommandPage = { readonly list: CommandList; readonly text: string };

/** Tokens for the parameters of one command among several. */
const SHORT_PARAMETERS = 24;

/** Share of a page for the parameters of a command that is alone on it. */
const LONE_PARAMETERS_SHARE = 0.6;

/** Tokens for the line in which a pattern matched. */
const MATCHED_TOKENS = 40;

/** Fewer tokens than this show nothing of a value. */
const MIN_VALUE_TOKENS = 6;

export function projectCommandPage(
  facts: CommandPageFacts,
  maxTokens: number,
  boundary: string,
): CommandPage {
  const rows = facts.count.rows.slice(facts.offset);
  const alone = facts.count.rows.length === 1;
  const room = alone ? Math.floor(maxTokens * LONE_PARAMETERS_SHARE) : SHORT_PARAMETERS;
  const entries: CommandEntry[] = [];
  const budget = createBudget(maxTokens);
  budget.spend(costOf(formsOf(pageOf(facts, [], facts.notes, boundary))));
  for (const row of rows) {
    const entry = placed(toEntry(row, room, alone), row, facts);
    const cost = costOf({
      text: `${renderCommandEntry(entry, alone ? boundary : undefined)}\n`,
      json: `${JSON.stringify(entry)},`,
    });
    if (!budget.fits(cost)) break;
    budget.spend(cost);
    entries.push(entry);
  }
  // A page that showed no command at all would never come to an end: its parameters give way, then the notes.
  const [first] = rows;
  let notes = facts.notes;
  if (entries.length === 0 && first !== undefined)
    entries.push(placed(toEntry(first, 0, false), first, facts));
  for (;;) {
    const page = pageOf(facts, entries, notes, boundary);
    if (createBudget(maxTokens).fits(costOf(formsOf(page)))) return page;
    if (entries.length > 1) entries.pop();
    else if (notes.length > 0) notes = notes.slice(0, -1);
    else return page;
  }
}

function pageOf(
  facts: CommandPageFacts,
  entries: readonly CommandEntry[],
  notes: readonly string[],
  boundary: string,
): CommandPage {
  const { count, offset, resumes } = facts;
  const next = offset + entries.length;
  const following = next < count.rows.length ? { kind: 'rows' as const, offset: next } : undefined;
  const list: CommandList = {
    ...facts.where,
    query: facts.query,
    summary: {
      commands: count.rows.length,
      complete: facts.complete,
      by_status: listStatuses(count.byStatus),
      ...(facts.query.match !== undefined && { match: matchFigures(count) }),
    },
    ...(notes.length > 0 && { notes: [...notes] }),
    ...cursorsOf(following, resumes, facts.cursorTo),
    shown: entries.length,
    commands: [...entries],
    untrusted_fields: untrustedFieldsOf(entries),
  };
  return { list, text: renderCommandList(list, { from: offset, of: count.rows.length }, boundary) };
}

function matchFigures({ rows, others }: CommandCount): Record<string, number> {
  const unjudged = others.filter((other) => other.unjudged).length;
  return {
    read: rows.length + others.length,
    found: rows.length,
    not_found: others.length,
    ...(unjudged > 0 && { withheld: unjudged }),
  };
}

function formsOf({ list, text }: CommandPage) {
  return { text, json: JSON.stringify(list) };
}

/** Where the list is of several places. */
function placed(
  entry: CommandEntry,
  { where }: CommandRow,
  { where: { places } }: CommandPageFacts,
): CommandEntry {
  return places === undefined ? entry : { ...entry, ...where };
}

/** `alone` shows everything; among others a setting is shown where the command's status makes one ask for it. */
function toEntry(row: CommandRow, room: number, alone: boolean): CommandEntry {
  const running = classOf(row.status) === 'unfinished';
  const undelivered = row.deliveryTimedOutCount > 0;
  const failed = row.errorCount > 0 || row.status === 'Failed';
  const hint = commandHintFor(row);
  return {
    command_id: row.commandId,
    document_name: clip(row.documentName, 40),
    ...(alone && row.documentVersion && { document_version: clip(row.documentVersion, 10) }),
    ...(row.comment && { comment: clip(row.comment, 40) }),
    requested_at: isoSeconds(row.requestedAtMs),
    status: clip(row.status, 20),
    counts: {
      targets: row.targetCount,
      completed: row.completedCount,
      errors: row.errorCount,
      delivery_timed_out: row.deliveryTimedOutCount,
    },
    ...(row.sentTo && { sent_to: clip(row.sentTo, alone ? 120 : 30) }),
    ...(row.matched !== undefined && { matched: clip(row.matched, MATCHED_TOKENS) }),
    ...(hint !== undefined && { hint }),
    ...((alone || running) &&
      row.expiresAfterMs !== undefined && { expires_at: isoSeconds(row.expiresAfterMs) }),
    ...((alone || running || undelivered) &&
      row.timeoutSeconds !== undefined && { timeout_seconds: row.timeoutSeconds }),
    ...((alone || running) && row.maxConcurrency && { max_concurrency: clip(row.maxConcurrency, 10) }),
    ...((alone || failed) && row.maxErrors && { max_errors: clip(row.maxErrors, 10) }),
    ...parametersIn(row, room),
  };
}

function parametersIn(
  { parameters }: CommandRow,
  room: number,
): Pick<CommandEntry, 'parameters' | 'parameters_omitted'> {
  const listed = new Map<string, string>();
  let left = room;
  for (const { name, value, cut } of parameters) {
    if (left < MIN_VALUE_TOKENS) break;
    const key = clip(name, 20);
    // Two long names may begin alike: the second would replace the first.
    if (listed.has(key)) continue;
    const shown = clip(value, left);
    const more = shown === value ? cut : cut + value.length - (shown.length - 1);
    listed.set(
      key,
      more > 0 ? `${shown.replace(/…$/, '')}… (${formatInteger(more)} more characters)` : shown,
    );
    left -= Math.ceil(costOf({ text: shown, json: '' }).text);
  }
  const omitted = parameters.length - listed.size;
  return {
    ...(listed.size > 0 && { parameters: Object.fromEntries(listed) }),
    ...(omitted > 0 && { parameters_omitted: omitted }),
  };
}
