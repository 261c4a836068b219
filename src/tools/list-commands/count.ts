/** Counts commands as they arrive and holds of each what an answer shows, sanitized. */

import { headOf } from '../../answer/index.ts';
import { type Command, statusOf } from '../../run-command/index.ts';
import {
  type CountingSanitizer,
  cleanLine,
  countRedactions,
  createBatchReader,
  type Sanitizer,
} from '../../sanitize/index.ts';
import { countStatuses } from '../figures.ts';

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
  /** False when this command was counted before. */
  add(command: Command): boolean;
  /** Rows of an earlier count keep their places; the new ones stand behind them, newest first. */
  count(earlier?: CommandCount): CommandCount;
  readonly size: number;
};

/** Of each parameter of one command among many: pages show less, and there may be 20,000 commands. */
const SHORT_PARAMETER = 400;

/** Nodes named of those that a command was sent to by id. */
const SAMPLE_NODES = 2;

export function createCommandTally(sanitizer: Sanitizer, wholeParameters: boolean): CommandTally {
  const seen = new Set<string>();
  const rows: CommandRow[] = [];
  let redactions = 0;
  let withheld = 0;
  const reader = createBatchReader(read, keep);

  function parametersOf({ parameters }: Command, safe: CountingSanitizer): CommandRow['parameters'] {
    return Object.entries(parameters).map(([name, values]) => {
      const value = safe.field(name, values.join('\n'));
      const head = wholeParameters ? value : headOf(value, SHORT_PARAMETER);
      return { name: safe.line(name), value: head, cut: value.length - head.length };
    });
  }

  /** All that looks at what others wrote. */
  function read(command: Command) {
    const safe = countRedactions(sanitizer);
    const { requestedAtMs, expiresAfterMs, timeoutSeconds } = command;
    const row: CommandRow = {
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
    return { row, redactions: safe.redactions, withheld: safe.withheld };
  }

  function keep(result: ReturnType<typeof read> | undefined, command: Command): void {
    if (result === undefined) withheld += 1;
    const { row, ...counts } = result ?? read(withoutTexts(command));
    redactions += counts.redactions;
    withheld += counts.withheld;
    rows.push(row);
  }

  return {
    add(command) {
      if (seen.has(command.commandId)) return false;
      seen.add(command.commandId);
      reader.add(command);
      return true;
    },

    count(earlier) {
      reader.flush();
      const shown = earlier?.rows ?? [];
      // AWS sends what is still running first, as a page of its own.
      const fresh = rows
        .slice(shown.length)
        .sort((one, other) => (other.requestedAtMs ?? 0) - (one.requestedAtMs ?? 0));
      return { rows: [...shown, ...fresh], byStatus: countStatuses(rows), redactions, withheld };
    },

    get size() {
      return rows.length + reader.waiting;
    },
  };
}

/** A command of which something took too long to read: its counts are told all the same. */
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
