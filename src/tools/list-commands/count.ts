/** Counts commands as they arrive and holds of each what an answer shows, sanitized. */

import type { Pattern } from '../../patterns/index.ts';
import { compactCopy, createMeter } from '../../results/index.ts';
import { type AwsPlace, type Command, headOf, placeLabel, statusOf } from '../../run-command/index.ts';
import {
  type CountingSanitizer,
  cleanLine,
  countRedactions,
  createBatchReader,
  type Sanitizer,
} from '../../sanitize/index.ts';
import { countStatuses } from '../figures.ts';
import { createPlaces } from '../later-state.ts';
import { eachInTurns } from '../list-command-invocations/read/in-turns.ts';
import { MAX_ITEMS } from '../notes.ts';
import { type CommandHit, type CommandTexts, commandHit } from './match.ts';

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
  readonly where: AwsPlace;
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
  /** The line of a parameter or target in which the caller's pattern matches. */
  readonly matched?: string;
  /** Secrets redacted in it, and texts that took too long to read. */
  readonly redactions: number;
  readonly withheld: number;
};

/** What is known of the commands counted so far. Never changes; a longer walk makes another. */
export type CommandCount = {
  readonly rows: readonly CommandRow[];
  /** Commands that the caller's pattern leaves out: they may come again when the list is read on. */
  readonly others: readonly OtherCommand[];
  readonly byStatus: Readonly<Record<string, number>>;
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Commands of which some text took too long to read. */
  readonly withheld: number;
};

export type OtherCommand = {
  readonly id: string;
  readonly status: string;
  /** The pattern took too long on it. */
  readonly unjudged?: true;
};

export type CommandTally = {
  /** False when this command was counted before; where its state is a later one, it takes the place of the other. */
  add(command: Command, place: AwsPlace): boolean;
  /** Rows of an earlier count keep their places; the new ones stand behind them, newest first. */
  count(): CommandCount;
  /** Tries the pattern on what was added, before it is counted. */
  settle(signal: AbortSignal): Promise<void>;
  mostOf(maxItems: number): number;
  readonly size: number;
  readonly bytes: number;
};

/** Of each parameter of one command among many: pages show less, and there may be 20,000 commands. */
const SHORT_PARAMETER = 400;

/** Nodes named of those that a command was sent to by id. */
const SAMPLE_NODES = 2;

type Parameter = { readonly name: string; readonly value: string };

/** One command on its way to its row. */
type Arrival = { readonly command: Command; readonly where: AwsPlace; readonly place: number };

/** A row that waits for its place to be found by the pattern. */
type Candidate = { readonly row: CommandRow; readonly place: number; readonly texts: CommandTexts };

/** Goes on counting from `earlier`, where there is one. */
export function createCommandTally(
  sanitizer: Sanitizer,
  wholeParameters: boolean,
  pattern?: Pattern,
  earlier?: CommandCount,
): CommandTally {
  const rows: (CommandRow | undefined)[] = [...(earlier?.rows ?? [])];
  const others: (OtherCommand | undefined)[] = [...rows.map(() => undefined), ...(earlier?.others ?? [])];
  const shown = rows.length;
  const places = createPlaces([
    ...(earlier?.rows ?? []).map(({ where, commandId, status }) => ({
      id: `${placeLabel(where)}/${commandId}`,
      status,
    })),
    ...(earlier?.others ?? []),
  ]);
  let waiting: Candidate[] = [];
  let found = 0;
  const meter = createMeter();
  meter.add(rows);
  const reader = createBatchReader(interpret, record);

  function parametersOf({ parameters }: Command, safe: CountingSanitizer): Parameter[] {
    return Object.entries(parameters).map(([name, values]) => ({
      name: safe.line(name),
      value: safe.field(name, values.join('\n')),
    }));
  }

  function shortened({ name, value }: Parameter): CommandRow['parameters'][number] {
    const head = wholeParameters ? value : headOf(value, SHORT_PARAMETER);
    return { name, value: head, cut: value.length - head.length };
  }

  /** All that looks at what others wrote. */
  function interpret({ command, where }: Arrival): Pick<Candidate, 'row' | 'texts'> {
    const safe = countRedactions(sanitizer);
    const { requestedAtMs, expiresAfterMs, timeoutSeconds } = command;
    const parameters = parametersOf(command, safe);
    const targets = targetsOf(command, safe);
    const row = {
      where,
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
      sentTo: safe.line(targets.map(sentTo).join('; ')),
      parameters: parameters.map(shortened),
      ...(requestedAtMs !== undefined && { requestedAtMs }),
      ...(expiresAfterMs !== undefined && { expiresAfterMs }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    };
    return {
      row: { ...row, redactions: safe.redactions, withheld: safe.withheld },
      texts: { named: [row.documentName, row.comment], others: pattern ? textsOf(targets, parameters) : [] },
    };
  }

  function record(
    interpreted: Pick<Candidate, 'row' | 'texts'> | undefined,
    { command, where, place }: Arrival,
  ): void {
    const { row, texts } = interpreted ?? interpret({ command: withoutTexts(command), where, place });
    const own = interpreted ? row : { ...row, withheld: 1 };
    if (pattern) waiting.push({ row: own, place, texts });
    else list(place, own);
  }

  function list(place: number, row: CommandRow): void {
    rows[place] = row;
    delete others[place];
    meter.add(row);
  }

  function judge({ row, place }: Candidate, hit: CommandHit | undefined): void {
    if (hit?.found) {
      found += 1;
      list(place, hit.line === undefined ? row : { ...row, matched: compactCopy(hit.line) });
      // What was listed keeps its place.
    } else if (rows[place]) list(place, { ...rows[place], ...row });
    else {
      const { where, commandId, status } = row;
      const unjudged = hit === undefined || row.withheld > 0;
      others[place] = {
        id: compactCopy(`${placeLabel(where)}/${commandId}`),
        status,
        ...(unjudged && { unjudged }),
      };
      meter.add(others[place]);
    }
  }

  async function settle(signal: AbortSignal): Promise<void> {
    if (!pattern) return;
    reader.flush();
    const candidates = waiting;
    waiting = [];
    const hits = await eachInTurns(candidates, ({ texts }) => commandHit(pattern, texts), signal);
    for (const [index, candidate] of candidates.entries()) judge(candidate, hits[index]);
  }

  return {
    add(command, where) {
      const id = `${placeLabel(where)}/${cleanLine(command.commandId)}`;
      const taken = places.take(id, cleanLine(statusOf(command)));
      if (taken === undefined) return false;
      reader.add({ command, where, place: taken.place });
      return taken.isNew;
    },

    settle,

    // Once something was found, only as many are read as were asked for.
    mostOf: (maxItems) => (pattern && found === 0 ? MAX_ITEMS : maxItems),

    count() {
      reader.flush();
      const isThere = <Item>(item: Item | undefined) => item !== undefined;
      // AWS sends what is still running first, as a page of its own.
      const fresh = rows
        .slice(shown)
        .filter(isThere)
        .sort((one, other) => (other.requestedAtMs ?? 0) - (one.requestedAtMs ?? 0));
      const listed = [...rows.slice(0, shown).filter(isThere), ...fresh];
      return {
        rows: listed,
        others: others.filter(isThere),
        byStatus: countStatuses(rows.filter(isThere)),
        redactions: listed.reduce((sum, { redactions }) => sum + redactions, 0),
        withheld: listed.filter(({ withheld }) => withheld > 0).length,
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

type Target = { readonly key: string; readonly values: readonly string[] };

/** Each value is sanitized by itself: beside the others it would read differently. Without a key they are nodes. */
function targetsOf({ targets, instanceIds }: Command, safe: CountingSanitizer): readonly Target[] {
  return targets.length > 0
    ? targets.map(({ key, values }) => ({ key, values: values.map((value) => safe.line(value)) }))
    : [{ key: '', values: instanceIds }];
}

function sentTo({ key, values }: Target): string {
  const more = values.length - SAMPLE_NODES;
  const sample = `${values.slice(0, SAMPLE_NODES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return key === '' ? sample : `${key} = ${sample}`;
}

/** `^` stands before a value, not before its name. */
function textsOf(targets: readonly Target[], parameters: readonly Parameter[]): string[] {
  return [
    ...targets.map(({ key, values }) => `${key === '' ? '' : `${key} = `}${values.join(', ')}`),
    ...parameters.map(({ name, value }) => `${name}:\n${value}`),
  ];
}
