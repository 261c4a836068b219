import type { WholeOutput } from '../whole-output/index.ts';

export type LogEvent = {
  readonly ingestionTime: number;
  readonly message: string;
  readonly timestamp: number;
};

/** As much as the agent packs into one event, a line more or less. */
const EVENT_BYTES = 190_000;
/** About one upload a second: a short output comes in a few events, not in one. */
const EVENTS_OF_SHORT_OUTPUT = 20;
const LEAST_EVENT_BYTES = 1_000;
/** A line that is longer is split; with `EVENT_BYTES` it stays under the agent's 200,000. */
export const LONGEST_LINE_BYTES = 8_192;
const NEWLINE = 10;
/** How much later CloudWatch Logs has an event than the agent says it is. */
const INGESTION_MS = 1_870;

/** An event and the bytes that it is made of. One without any text is never sent. */
export type Packed = { readonly event?: LogEvent; readonly from: number; readonly to: number };

/**
 * One stream of a step as events. An event is what the agent uploads at a time: whole lines, CRLF turned into LF, the
 * last newline cut off; its timestamp is that of the upload. Where events begin follows from the bytes before alone, so
 * that of a stream that grows nothing is lost and nothing comes twice.
 */
export class LogStream {
  readonly name: string;
  readonly bytes: number;
  readonly startedAtMs: number;
  private readonly output: WholeOutput;
  private readonly eventBytes: number;
  private readonly gapMs: number;

  constructor(name: string, output: WholeOutput, startedAtMs: number, finishedAtMs: number | undefined) {
    this.name = name;
    this.output = output;
    this.bytes = output.bytes;
    this.startedAtMs = startedAtMs;
    // A step that still runs has been uploading once a second, and says more later.
    const running = finishedAtMs === undefined;
    const share = running ? 0 : Math.ceil(output.bytes / EVENTS_OF_SHORT_OUTPUT);
    this.eventBytes = Math.min(EVENT_BYTES, Math.max(LEAST_EVENT_BYTES, share));
    const events = Math.ceil(output.bytes / this.eventBytes);
    this.gapMs = running ? 1_000 : (finishedAtMs - startedAtMs) / events;
  }

  firstAtMs(): number {
    return this.timestampOf(0);
  }

  lastAtMs(): number {
    return this.timestampOf(this.bytes - 1);
  }

  /** `from` is where an event before ended, and below `bytes`. */
  eventFrom(from: number): Packed {
    let turn = Math.floor(from / this.eventBytes) + 1;
    let to = this.seam(turn * this.eventBytes);
    while (to <= from) to = this.seam(++turn * this.eventBytes);
    return this.packed(from, to);
  }

  /** `to` is where an event behind begins, and above 0. */
  eventBefore(to: number): Packed {
    let turn = Math.ceil(to / this.eventBytes) - 1;
    let from = this.seam(turn * this.eventBytes);
    while (from >= to) from = this.seam(--turn * this.eventBytes);
    return this.packed(from, to);
  }

  /** Where the first event of that time or a later one begins. */
  placeAt(timeMs: number): number {
    // A step that took no time has all of its events at one moment.
    if (this.gapMs === 0) return timeMs <= this.startedAtMs ? 0 : this.bytes;
    const turns = Math.max(0, Math.ceil((timeMs - this.startedAtMs) / this.gapMs) - 1);
    return this.seam(turns * this.eventBytes);
  }

  private packed(from: number, to: number): Packed {
    const text = this.output.slice(from, to).toString('utf8').replaceAll('\r\n', '\n');
    const message = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (message === '') return { from, to };
    const timestamp = this.timestampOf(from);
    return { event: { ingestionTime: timestamp + INGESTION_MS, message, timestamp }, from, to };
  }

  private timestampOf(place: number): number {
    return this.startedAtMs + Math.floor((Math.floor(place / this.eventBytes) + 1) * this.gapMs);
  }

  /** Where the line that a byte falls into has ended; within a line that is too long, between two characters. */
  private seam(place: number): number {
    if (place <= 0 || place >= this.bytes) return Math.max(0, Math.min(place, this.bytes));
    const newline = this.output.slice(place - 1, place - 1 + LONGEST_LINE_BYTES).indexOf(NEWLINE);
    if (newline >= 0) return place + newline;
    const before = [...this.output.slice(place - 3, place + 1)].reverse();
    const back = before.findIndex((byte) => (byte & 0xc0) !== 0x80);
    return place - Math.max(0, back);
  }
}
