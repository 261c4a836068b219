/**
 * Long outputs that are held nowhere: each block of them follows from the seed and its place alone, so that any range
 * of 20 MB costs as much as the range is long.
 */
import type { Dice } from '../seeded.ts';
import { dice } from '../seeded.ts';
import type { WholeOutput } from './whole-output.ts';

export type Encoding = 'utf8' | 'utf16le';

/** Text that stands at a place of its own. UTF-16 wants an even one. */
export type Plant = { readonly at: number; readonly text: string };

export type GeneratedText = {
  readonly seed: number | string;
  readonly bytes: number;
  /** One line without its end; `place` is the byte near which it stands. */
  readonly line: (dice: Dice, place: number) => string;
  /** Default utf8; utf16le has a byte order mark. */
  readonly encoding?: Encoding;
  /** Default "\n". */
  readonly lineEnd?: '\n' | '\r\n';
  /** In the order of their places, apart from each other. */
  readonly plants?: readonly Plant[];
  /** The last words. */
  readonly end?: string;
};

/** Small enough to make one for a few bytes, and no divisor of 1 MiB: what stands on that seam is cut within a line. */
const BLOCK_BYTES = 4_000;
const BYTE_ORDER_MARK = '\ufeff';

export class GeneratedOutput implements WholeOutput {
  readonly bytes: number;
  private readonly seed: number | string;
  private readonly line: GeneratedText['line'];
  private readonly encoding: Encoding;
  private readonly lineEnd: string;
  private readonly plants: readonly { readonly at: number; readonly content: Buffer }[];

  constructor({
    seed,
    bytes,
    line,
    encoding = 'utf8',
    lineEnd = '\n',
    plants = [],
    end = '',
  }: GeneratedText) {
    this.seed = seed;
    this.bytes = bytes;
    this.line = line;
    this.encoding = encoding;
    this.lineEnd = lineEnd;
    const mark = { at: 0, text: encoding === 'utf16le' ? BYTE_ORDER_MARK : '' };
    const last = { at: bytes - this.encoded(end).length, text: end };
    this.plants = [mark, ...plants, last].map(({ at, text }) => ({ at, content: this.encoded(text) }));
  }

  slice(from: number, to: number): Buffer {
    const until = Math.min(to, this.bytes);
    if (from >= until) return Buffer.alloc(0);
    const first = Math.floor(from / BLOCK_BYTES) * BLOCK_BYTES;
    const blocks: Buffer[] = [];
    for (let start = first; start < until; start += BLOCK_BYTES) blocks.push(this.block(start));
    return Buffer.concat(blocks).subarray(from - first, until - first);
  }

  private block(start: number): Buffer {
    const end = Math.min(start + BLOCK_BYTES, this.bytes);
    const thrown = dice(this.seed, start);
    const parts: Buffer[] = [];
    let place = start;
    for (const { at, content } of this.plants) {
      if (at >= end || at + content.length <= place) continue;
      parts.push(this.lines(thrown, place, at), content.subarray(Math.max(0, place - at), end - at));
      place = Math.min(end, at + content.length);
    }
    parts.push(this.lines(thrown, place, end));
    return Buffer.concat(parts);
  }

  /** Whole lines from one place to another; the last one is as long as the room that is left. */
  private lines(thrown: Dice, from: number, to: number): Buffer {
    let text = '';
    let place = from;
    while (place < to) {
      const line = this.line(thrown, place) + this.lineEnd;
      const next = place + Buffer.byteLength(line, this.encoding);
      if (next > to) break;
      text += line;
      place = next;
    }
    return this.encoded(text + this.filler(thrown, to - place));
  }

  private filler(thrown: Dice, bytes: number): string {
    const characters = bytes / (this.encoding === 'utf16le' ? 2 : 1);
    if (characters === 0) return '';
    const text = `# ${thrown.hex(characters)}`.slice(0, Math.max(0, characters - this.lineEnd.length));
    return (text + this.lineEnd).slice(-characters);
  }

  private encoded(text: string): Buffer {
    return Buffer.from(text, this.encoding);
  }
}
