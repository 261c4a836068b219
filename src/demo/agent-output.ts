/**
 * What the SSM Agent makes of a plugin's two streams. It counts bytes, keeps the head and loses the tail.
 * Source: amazon-ssm-agent 3.3.1142.0, iohandler.go and pluginutil.go.
 */

export const STREAM_SEPARATOR = '\n----------ERROR-------\n';
/** The two markers differ on purpose: three dashes close the first, four the second. Both have 23 bytes. */
export const OUTPUT_TRUNCATED = '\n---Output truncated---';
export const ERROR_TRUNCATED = '\n---Error truncated----';
const CONTENT_TRUNCATED = '--output truncated--';

/** CommandPluginOutput of the service model. */
const OUTPUT_BYTES = 2500;
/** StandardOutputContent and StandardErrorContent of the service model. */
const STANDARD_OUTPUT_BYTES = 24_000;
const STANDARD_ERROR_BYTES = 8_000;

/** `CommandPlugins[].Output`: at most `capacity` bytes before a split character is replaced. */
export function pluginOutput(stdout: string, stderr: string, capacity: number = OUTPUT_BYTES): string {
  const out = Buffer.byteLength(stdout);
  const err = Buffer.byteLength(stderr);
  const separator = err > 0 ? STREAM_SEPARATOR : '';
  const room = capacity - separator.length;
  // Strictly less: a text that fills the capacity exactly already counts as too long.
  if (out + err < room) return stdout + separator + stderr;

  const half = Math.floor(room / 2);
  if (out > half && err > half) {
    const share = Math.floor((room - OUTPUT_TRUNCATED.length - ERROR_TRUNCATED.length) / 2);
    return headOf(stdout, share) + OUTPUT_TRUNCATED + separator + headOf(stderr, share) + ERROR_TRUNCATED;
  }
  if (out <= half) {
    return stdout + separator + headOf(stderr, room - ERROR_TRUNCATED.length - out) + ERROR_TRUNCATED;
  }
  return headOf(stdout, room - OUTPUT_TRUNCATED.length - err) + OUTPUT_TRUNCATED + separator + stderr;
}

/** `StandardOutputContent`: cut as soon as it reaches 24,000 bytes. */
export function standardOutputContent(stdout: string): string {
  return content(stdout, STANDARD_OUTPUT_BYTES);
}

/** `StandardErrorContent`: how the service marks its cut at 8,000 is not published; stdout's way is taken. */
export function standardErrorContent(stderr: string): string {
  return content(stderr, STANDARD_ERROR_BYTES);
}

function content(text: string, limit: number): string {
  if (Buffer.byteLength(text) < limit) return text;
  return headOf(text, limit - CONTENT_TRUNCATED.length) + CONTENT_TRUNCATED;
}

/** The first `bytes` bytes. Each byte of a character cut in two becomes U+FFFD, as Go's JSON encoder does. */
function headOf(text: string, bytes: number): string {
  const head = Buffer.from(text).subarray(0, Math.max(0, bytes));
  const whole = head.length - brokenTail(head);
  return head.toString('utf8', 0, whole) + '\ufffd'.repeat(head.length - whole);
}

function brokenTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}
