/** Counts commands as they arrive and holds of each what an answer shows, sanitized. */

import { createMeter } from '../../results/index.ts';
import { type Command, headOf, statusOf } from '../../run-command/index.ts';
import {
  type CountingSanitizer,
  cleanLine,
  countRedactions,
  createBatchReader,
  type Sanitizer,
} from '../../sanitize/index.ts';
import { countStatuses } from '../figures.ts';
import { createPlaces } from '../later-state.ts';

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
  /** Tags or nodes, in one line; "" where AWS has neither. */
  readonly sentTo: string;
  /** Values of one name are lines. Cut where the result has many commands. */
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly cut: number }[];
  /** Secrets redacted in it, and texts that took too long to read. */
  readonly redactions: number;
  readonly withheld: number;
};

/** What is known of the commands counted so far. Never changes; a longer walk makes another. */
export type CommandCount = {
  readonly rows: readonly CommandRow[];
  readonly byStatus: Readonly<Record<string, number>>;
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Commands of which some text took too long to read. */
  readonly withheld: number;
};

export type CommandTally = {
  /** False when this command was counted before; where its state is a later one, it takes the place of the other. */
  add(command: Command): boolean;
  /** Rows of an earlier count keep their places; the new ones stand behind them, newest first. */
  count(): CommandCount;
  readonly size: number;
  readonly bytes: number;
};

/** Of each parameter of one command among many: pages show less, and there may be 20,000 commands. */
const SHORT_PARAMETER = 400;

/** Nodes named of those that a command was sent to by id. */
const SAMPLE_NODES = 2;

/** One command on its way to its row. */
type Arrival = { readonly command: Command; readonly place: number };

/** Goes on counting from `earlier`, where there is one. */
export function createCommandTally(
  sanitizer: Sanitizer,
  wholeParameters: boolean,
  earlier?: CommandCount,
): CommandTally {
  const rows: CommandRow[] = [...(earlier?.rows ?? [])];
  const places = createPlaces(rows.map(({ commandId, status }) => ({ id: commandId, status })));
  const shown = rows.length;
  const meter = createMeter();
  meter.add(rows);
  const reader = createBatchReader(interpret, record);

  function parametersOf({ parameters }: Command, safe: CountingSanitizer): CommandRow['parameters'] {
    return Object.entries(parameters).map(([name, values]) => {
      const value = safe.field(name, values.join('\n'));
      const head = wholeParameters ? value : headOf(value, SHORT_PARAMETER);
      return { name: safe.line(name), value: head, cut: value.length - head.length };
    });
  }

  /** All that looks at what others wrote. */
  function interpret({ command }: Arrival): CommandRow {
    const safe = countRedactions(sanitizer);
    const { requestedAtMs, expiresAfterMs, timeoutSeconds } = command;
    const row = {
      commandId: cleanLine(command.commandId),
      documentName: safe.line(command.documentName),
      documentVersion: cleanLine(command.documentVersion),
      comment: safe.line(command.comment),
      status: cleanLine(statusOf(command)),
      targetCount: command.targetCount,
      completedCount: command.completedCount,
      errorCount: command.errorCount,
      deliveryTimedOutCount: command.deliveryTimedOutCount,
      maxConcurrency: cleanLine(command.maxConcurrency),
      maxErrors: cleanLine(command.maxErrors),
      sentTo: safe.line(sentTo(command, safe)),
      parameters: parametersOf(command, safe),
      ...(requestedAtMs !== undefined && { requestedAtMs }),
      ...(expiresAfterMs !== undefined && { expiresAfterMs }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    };
    return { ...row, redactions: safe.redactions, withheld: safe.withheld };
  }

  function record(interpreted: CommandRow | undefined, { command, place }: Arrival): void {
    const row = interpreted ?? {
      ...interpret({ command: withoutTexts(command), place }),
      withheld: 1,
    };
    rows[place] = row;
    meter.add(row);
  }

  return {
    add(command) {
      const taken = places.take(cleanLine(command.commandId), cleanLine(statusOf(command)));
      if (taken === undefined) return false;
      reader.add({ command, place: taken.place });
      return taken.isNew;
    },

    count() {
      reader.flush();
      // AWS sends what is still running first, as a page of its own.
      const fresh = rows
        .slice(shown)
        .sort((one, other) => (other.requestedAtMs ?? 0) - (one.requestedAtMs ?? 0));
      return {
        rows: [...rows.slice(0, shown), ...fresh],
        byStatus: countStatuses(rows),
        redactions: rows.reduce((sum, { redactions }) => sum + redactions, 0),
        withheld: rows.filter(({ withheld }) => withheld > 0).length,
      };
    },

    get size() {
      return places.size;
    },

    get bytes() {
      return meter.bytes;
    },
  };
}

/** A command of which something took too long to read: its counts are shown all the same. */
function withoutTexts(command: Command): Command {
  return { ...command, documentName: '', comment: '', targets: [], parameters: {} };
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
