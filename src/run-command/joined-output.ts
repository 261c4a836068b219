/** `Output` as ListCommandInvocations gives it, taken apart into the streams that the agent joined. */

/** What the agent puts between stdout and stderr (facts of amazon-ssm-agent's iohandler); left out without stderr. */
const SEPARATOR = '\n----------ERROR-------\n';

/**
 * The streams of a plugin about which GetCommandInvocation says nothing. A script may have written the separator
 * too, so the first one counts. Text without one is the agent's own, in place of the streams: it tells why a
 * plugin failed (stderr) or was skipped (stdout).
 */
export function splitJoinedOutput(
  output: string,
  succeeded: boolean,
): Readonly<Record<'stdout' | 'stderr', string>> {
  const at = output.indexOf(SEPARATOR);
  if (at >= 0) return { stdout: output.slice(0, at), stderr: output.slice(at + SEPARATOR.length) };
  return succeeded ? { stdout: output, stderr: '' } : { stdout: '', stderr: output };
}
