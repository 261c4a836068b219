/** Counts commands as they arrive, and of each stores what an answer shows, sanitized. */

import { createMeter } from '../../results/index.ts';
import { type Command, statusOf } from '../../run-command/index.ts';
import { type CountingSanitizer, cleanLine, countRedactions, type Sanitizer } from '../../sanitize/index.ts';
import { countStatuses } from '../figures.ts';
import { isLaterState } from '../later-state.ts';

export type CommandRow = Pick<
  Command,
  | 'requestedAtMs'
  | 'expiresAfterMs'
  | 'timeoutSeconds'
  | 'targetCount'
  | 'completedCount'
  | 'errorCount'
  | 'deliveryTimedOutCount'
> & {
  readonly commandId: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly comment: string;
  readonly status: string;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  /** Tags or nodes, in one line; "" where AWS tells neither. */
  readonly sentTo: string;
  /** Values of one name are lines. Cut where the result has many commands. */
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly cut: number }[];
  /** Secrets redacted in it. */
  readonly redactions: number;
};

/** What is known of the commands counted so far. Never changes; a longer walk makes another. */
export type CommandCount = {
  readonly rows: readonly CommandRow[];
  readonly byStatus: Readonly<Record<string, number>>;
  /** Secrets redacted so far. */
  readonly redactions: number;
};

export type CommandTally = {
  /** False when this command was counted before; where its state is a later one, it takes the place of the other. */
  add(command: Command): boolean;
  /** Rows of an earlier count keep their places; the new ones stand behind them, newest first. */
  count(): CommandCount;
  readonly size: number;
  readonly bytes: number;
};

/** Of each parameter of one command among many: pages show less, and 20,000 commands have to be kept. */
const SHORT_PARAMETER = 400;

/** Nodes named of those that a command was sent to by id. */
const SAMPLE_NODES = 2;

/** Goes on counting from `earlier`, where there is one. */
export function createCommandTally(
  sanitizer: Sanitizer,
  wholeParameters: boolean,
  earlier?: CommandCount,
): CommandTally {
  const rows: CommandRow[] = [...(earlier?.rows ?? [])];
  const places = new Map(rows.map(({ commandId }, place) => [commandId, place]));
  const shown = rows.length;
  const safe = countRedactions(sanitizer);
  const meter = createMeter();
  meter.add(rows);

  function parametersOf({ parameters }: Command): CommandRow['parameters'] {
    return Object.entries(parameters).map(([name, values]) => {
      const value = safe.field(name, values.join('\n'));
      const kept = wholeParameters ? value : [...value.slice(0, SHORT_PARAMETER)].join('');
      return { name: safe.line(name), value: kept, cut: value.length - kept.length };
    });
  }

  return {
    add(command) {
      const commandId = cleanLine(command.commandId);
      const status = cleanLine(statusOf(command));
      const place = places.get(commandId);
      const known = place === undefined ? undefined : rows[place];
      if (known && !isLaterState(status, known.status)) return false;
      const { requestedAtMs, expiresAfterMs, timeoutSeconds } = command;
      const before = safe.redactions;
      const row = {
        commandId,
        documentName: safe.line(command.documentName),
        documentVersion: cleanLine(command.documentVersion),
        comment: safe.line(command.comment),
        status,
        targetCount: command.targetCount,
        completedCount: command.completedCount,
        errorCount: command.errorCount,
        deliveryTimedOutCount: command.deliveryTimedOutCount,
        maxConcurrency: cleanLine(command.maxConcurrency),
        maxErrors: cleanLine(command.maxErrors),
        sentTo: safe.line(sentTo(command, safe)),
        parameters: parametersOf(command),
        ...(requestedAtMs !== undefined && { requestedAtMs }),
        ...(expiresAfterMs !== undefined && { expiresAfterMs }),
        ...(timeoutSeconds !== undefined && { timeoutSeconds }),
        redactions: safe.redactions - before,
      };
      rows[place ?? rows.length] = row;
      if (place === undefined) places.set(commandId, rows.length - 1);
      meter.add(row);
      return known === undefined;
    },

    count() {
      // AWS sends what is still running first, as a page of its own.
      const fresh = rows
        .slice(shown)
        .sort((one, other) => (other.requestedAtMs ?? 0) - (one.requestedAtMs ?? 0));
      return {
        rows: [...rows.slice(0, shown), ...fresh],
        byStatus: countStatuses(rows),
        redactions: rows.reduce((sum, { redactions }) => sum + redactions, 0),
      };
    },

    get size() {
      return rows.length;
    },

    get bytes() {
      return meter.bytes;
    },
  };
}

/** Each value is sanitized by itself: beside the others it would read differently. */
function sentTo({ targets, instanceIds }: Command, safe: CountingSanitizer): string {
  if (targets.length > 0) {
    return targets
      .map(({ key, values }) => `${key} = ${sample(values.map((value) => safe.line(value)))}`)
      .join('; ');
  }
  return sample(instanceIds);
}

function sample(values: readonly string[]): string {
  const more = values.length - SAMPLE_NODES;
  return `${values.slice(0, SAMPLE_NODES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
