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
const LONGEST_LINE_BYTES = 8_192;
const NEWLINE = 10;
/** How much later CloudWatch Logs has an event than the agent says it is. */
const INGESTION_MS = 1_870;

/**
 * One stream of a step as events. An event is what the agent uploads at a time: whole lines, CRLF turned into LF, the
 * last newline cut off; its timestamp is that of the upload.
 */
export class LogStream {
  readonly name: string;
  readonly bytes: number;
  /** Places of events. An event without any text is never sent, so that its place stays empty. */
  readonly places: number;
  readonly startedAtMs: number;
  private readonly output: WholeOutput;
  private readonly eventBytes: number;
  private readonly gapMs: number;

  constructor(name: string, output: WholeOutput, startedAtMs: number, finishedAtMs: number | undefined) {
    this.name = name;
    this.output = output;
    this.bytes = output.bytes;
    const share = Math.ceil(output.bytes / EVENTS_OF_SHORT_OUTPUT);
    this.eventBytes = Math.min(EVENT_BYTES, Math.max(LEAST_EVENT_BYTES, share));
    this.places = Math.ceil(output.bytes / this.eventBytes);
    this.startedAtMs = startedAtMs;
    // A step that still runs has been uploading once a second.
    this.gapMs = finishedAtMs === undefined ? 1_000 : (finishedAtMs - startedAtMs) / this.places;
  }

  timestampAt(place: number): number {
    return this.startedAtMs + Math.floor((place + 1) * this.gapMs);
  }

  eventAt(place: number): LogEvent | undefined {
    const [from, to] = [this.seam(place * this.eventBytes), this.seam((place + 1) * this.eventBytes)];
    const text = this.output.slice(from, to).toString('utf8').replaceAll('\r\n', '\n');
    const message = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (message === '') return undefined;
    const timestamp = this.timestampAt(place);
    return { ingestionTime: timestamp + INGESTION_MS, message, timestamp };
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
