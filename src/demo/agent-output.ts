/**
 * What the SSM Agent makes of a plugin's two streams. It counts bytes, keeps the head and loses the tail.
 * Source: amazon-ssm-agent 3.3.1142.0, iohandler.go and pluginutil.go.
 */
import { type WholeOutput, wholeOf } from './whole-output/index.ts';

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

type Printed = string | WholeOutput;

/** `CommandPlugins[].Output`: at most `capacity` bytes before a split character is replaced. */
export function pluginOutput(stdout: Printed, stderr: Printed, capacity: number = OUTPUT_BYTES): string {
  const [out, err] = [wholeOf(stdout), wholeOf(stderr)];
  const separator = err.bytes > 0 ? STREAM_SEPARATOR : '';
  const room = capacity - separator.length;
  // Strictly less: a text that fills the capacity exactly already counts as too long.
  if (out.bytes + err.bytes < room) return textOf(out) + separator + textOf(err);

  const half = Math.floor(room / 2);
  if (out.bytes > half && err.bytes > half) {
    const share = Math.floor((room - OUTPUT_TRUNCATED.length - ERROR_TRUNCATED.length) / 2);
    return headOf(out, share) + OUTPUT_TRUNCATED + separator + headOf(err, share) + ERROR_TRUNCATED;
  }
  if (out.bytes <= half) {
    const share = room - ERROR_TRUNCATED.length - out.bytes;
    return textOf(out) + separator + headOf(err, share) + ERROR_TRUNCATED;
  }
  return headOf(out, room - OUTPUT_TRUNCATED.length - err.bytes) + OUTPUT_TRUNCATED + separator + textOf(err);
}

/** `StandardOutputContent`: cut as soon as it reaches 24,000 bytes. */
export function standardOutputContent(stdout: Printed): string {
  return content(wholeOf(stdout), STANDARD_OUTPUT_BYTES);
}

/** `StandardErrorContent`: how the service marks its cut at 8,000 is not published; stdout's way is taken. */
export function standardErrorContent(stderr: Printed): string {
  return content(wholeOf(stderr), STANDARD_ERROR_BYTES);
}

function content(output: WholeOutput, limit: number): string {
  if (output.bytes < limit) return textOf(output);
  return headOf(output, limit - CONTENT_TRUNCATED.length) + CONTENT_TRUNCATED;
}

function textOf(output: WholeOutput): string {
  return output.slice(0, output.bytes).toString('utf8');
}

/** The first `bytes` bytes. Each byte of a character cut in two becomes U+FFFD, as Go's JSON encoder does. */
function headOf(output: WholeOutput, bytes: number): string {
  const head = output.slice(0, Math.max(0, bytes));
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
