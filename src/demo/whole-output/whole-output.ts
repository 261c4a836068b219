/** A stream as the program wrote it, byte for byte, in whatever encoding. */
export interface WholeOutput {
  readonly bytes: number;
  /** The bytes from `from` inclusive to `to` exclusive; fewer past the end. */
  slice(from: number, to: number): Buffer;
}

/** One that is at hand as a whole. */
export class LiteralOutput implements WholeOutput {
  private readonly content: Buffer;

  constructor(content: string | Buffer) {
    this.content = Buffer.from(content);
  }

  get bytes(): number {
    return this.content.length;
  }

  slice(from: number, to: number): Buffer {
    return this.content.subarray(from, Math.max(from, to));
  }
}

/** The head of another one: what had arrived of it before something stopped. */
export class HeadOfOutput implements WholeOutput {
  readonly bytes: number;
  private readonly whole: WholeOutput;

  constructor(whole: WholeOutput, bytes: number) {
    this.bytes = Math.min(bytes, whole.bytes);
    this.whole = whole;
  }

  slice(from: number, to: number): Buffer {
    return this.whole.slice(from, Math.min(to, this.bytes));
  }
}

export function wholeOf(output: string | WholeOutput): WholeOutput {
  return typeof output === 'string' ? new LiteralOutput(output) : output;
}
