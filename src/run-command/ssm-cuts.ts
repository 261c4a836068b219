/** Where SSM itself stopped keeping what a plugin wrote. What it cut away no call brings back. */

import { countBytes } from '../tokens/index.ts';

/** `output` is the text of ListCommandInvocations, both streams in one, or the agent's own words. */
export type StreamName = 'stdout' | 'stderr' | 'output';

/** StandardOutputContent, StandardErrorContent and CommandPluginOutput of the service model, in bytes. */
export const KEPT_BYTES: Readonly<Record<StreamName, number>> = {
  stdout: 24_000,
  stderr: 8_000,
  output: 2_500,
};

/** The two calls mark their cuts differently, and in `output` each half is marked with dashes of its own. */
const MARKER: Readonly<Record<StreamName, RegExp>> = {
  stdout: /--output truncated--\s*$/,
  stderr: /--output truncated--\s*$/,
  output: /\n---Output truncated---|\n---Error truncated----/,
};

/** `text` as the service sent it. Stderr may be cut without a mark, so a full length counts as a cut too. */
export function isCutBySsm(stream: StreamName, text: string): boolean {
  return MARKER[stream].test(text) || countBytes(text) >= KEPT_BYTES[stream];
}

/**
 * Whether `output` tells what the two streams do not. As a rule it is the head of both; where the agent
 * failed a plugin by itself, its words stand here and the streams are empty.
 */
export function saysMore(output: string, stdout: string, stderr: string): boolean {
  const [head = ''] = output.split(/\n---Output truncated---|\n---Error truncated----|\ufffd/);
  const streams = stderr === '' ? stdout : `${stdout}\n----------ERROR-------\n${stderr}`;
  return !withoutSpace(streams).startsWith(withoutSpace(head));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
