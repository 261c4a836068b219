/** What a search has to say beside its figures: the most important first, as the last ones give way. */

import { formatInteger, isoSeconds, plural, summarizeError } from '../../answer/index.ts';
import { redactedNote, withheldNote } from '../notes.ts';
import type { SearchResult } from './result.ts';
import { MAX_EVENTS } from './search.ts';

const DAY_MS = 86_400_000;

/** How long SSM keeps a command. */
const SSM_DAYS = 30;

export function searchNotes({ request, found, counts }: SearchResult, nowMs: number): string[] {
  const { events, end, groups } = found;
  const notes = endNotes(request.maxScanGb, found);
  if (request.written.after === undefined && groups.length > 0) {
    notes.push('Without after only 24 hours were searched; up to 90 days a call can be.');
  }
  if (groups.length === 0) notes.push(noGroupNote(request.prefixes));
  else if (events.length === 0 && end.kind === 'complete') notes.push(emptyNote(request));
  if (events.length > 0) {
    const keptSinceMs = nowMs - SSM_DAYS * DAY_MS;
    const forgotten = counts.commands.filter(({ lastMs }) => lastMs < keptSinceMs).length;
    notes.push(
      `An event is what the agent sent at a time, up to 200,000 bytes: it may hold many lines that match. Status and exit code are not in the logs: list_command_invocations with a command_id has them for ${SSM_DAYS} days.${forgotten > 0 ? ` ${formatInteger(forgotten)} of the commands ${forgotten === 1 ? 'is' : 'are'} older, so that SSM no longer has ${forgotten === 1 ? 'it' : 'them'}.` : ''}`,
    );
  }
  if (found.waitedMs > 0) {
    notes.push(
      `Waited ${formatInteger(Math.round(found.waitedMs / 1_000))} s: as many queries as the account may have at once were running.`,
    );
  }
  return notes;
}

function endNotes(
  maxScanGb: number,
  { end, searchedFromMs, matchedBeyond }: SearchResult['found'],
): string[] {
  const since = `Only what came since ${isoSeconds(searchedFromMs)} is searched`;
  const beyond =
    matchedBeyond > 0 ? ` Before it at least ${plural(matchedBeyond, 'event')} more, not counted here.` : '';
  switch (end.kind) {
    case 'complete':
      return [];
    case 'scanLimit':
      return [
        `${since}: max_scan_gb (${maxScanGb}) was reached.${beyond} read_on scans as much again; document_name or log_group, a shorter span or a larger max_scan_gb narrow or widen it.`,
      ];
    case 'timeLimit':
      return [`${since}: the time of one call was over.${beyond} read_on searches on, in shorter spans.`];
    case 'engineLimit':
      return [`${since}: CloudWatch Logs gave the query up.${beyond} read_on searches on, in shorter spans.`];
    case 'eventLimit':
      return [
        `${since}: ${formatInteger(MAX_EVENTS)} events are as many as one call reads. read_on searches on.`,
      ];
    case 'fault':
      return [`${since}, then searching stopped. ${summarizeError(end.error)}. read_on tries to search on.`];
  }
}

function noGroupNote(prefixes: readonly string[]): string {
  return `No log group begins with ${prefixes.join(' or ')}. Run Command sends output to CloudWatch Logs only where a command is sent with CloudWatchOutputConfig; a group of its own has to be named by --log-groups. Or it is another Region (pass region).`;
}

function emptyNote({ contains, commandId, instanceId }: SearchResult['request']): string {
  const reasons = [
    contains.length > 1 && 'no single event holds all of the texts (ask for one of them)',
    (commandId !== undefined || instanceId !== undefined) && 'the ids leave nothing',
    'it was printed earlier (after), or in another Region (region)',
    'the commands were sent without CloudWatchOutputConfig, or with another log group',
    'the retention of the log group removed it',
    'output of the last seconds is not there yet',
  ];
  return `Likely reasons: ${reasons.filter(Boolean).join('; ')}.`;
}

export function linesNotes(redactions: number, withheld: number): string[] {
  return [
    ...(redactions > 0 ? [redactedNote(redactions)] : []),
    ...(withheld > 0 ? [withheldNote(withheld)] : []),
  ];
}
