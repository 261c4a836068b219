/** Bytes into lines, of which one that is too long costs no more memory than the bound. */

/** As the SDK has it. No request of any client comes near; a line that does is not worth holding. */
export const MAX_LINE_BYTES = 10 * 1024 * 1024;

/** Of an overlong line, where its id stands if it has one: clients write it first or last. */
const EDGE_BYTES = 1_024;

const LINE_FEED = 0x0a;

export type LineReader = {
  onLine(line: string): void;
  /** The first and the last bytes of a line that was too long; the rest of it is gone. */
  onOverlong(head: string, tail: string): void;
};

/** Takes the chunks of a stream in their order. What follows the last line feed is no line yet. */
export function createLineReader({ onLine, onOverlong }: LineReader): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let bytes = 0;
  let edges: { readonly head: Buffer; tail: Buffer } | undefined;

  function add(part: Buffer): void {
    bytes += part.length;
    if (edges) {
      edges.tail = Buffer.concat([edges.tail, part.subarray(-EDGE_BYTES)]).subarray(-EDGE_BYTES);
      return;
    }
    parts.push(part);
    if (bytes <= MAX_LINE_BYTES) return;
    const all = Buffer.concat(parts);
    edges = { head: Buffer.from(all.subarray(0, EDGE_BYTES)), tail: Buffer.from(all.subarray(-EDGE_BYTES)) };
    parts = [];
  }

  function finish(): void {
    const line = Buffer.concat(parts);
    const cut = edges;
    parts = [];
    bytes = 0;
    edges = undefined;
    if (cut) onOverlong(cut.head.toString(), cut.tail.toString());
    else onLine(line.toString());
  }

  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      finish();
      start = end + 1;
    }
    add(chunk.subarray(start));
  };
}
