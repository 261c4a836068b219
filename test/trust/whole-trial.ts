/** The built server reads one output of many megabytes to its end: every character once, in little memory. */

import { readFileSync } from 'node:fs';
import type { FleetPlugin } from '../../src/demo/fleet.ts';
import { cleanText } from '../../src/sanitize/clean.ts';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { awsEnv } from '../stdio-client.ts';
import { startServer, type WireServer } from './wire-server.ts';

/** Of the process above idle, for an output of 20 MB. */
export const MAX_MIB_FOR_A_WHOLE = 64;

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0a1b2c3d4e5f60000';
const TOOL = 'get_command_invocation';
const KIB = 1_024;

export type WholeTrial = {
  readonly pages: number;
  /** Highest above idle, in MiB. */
  readonly highest: number;
  readonly wrong: readonly string[];
};

/** Needs Linux. Of `bytes` bytes, in S3, or where the upload there failed in CloudWatch Logs. */
export async function tryWhole(store: 'S3' | 'CloudWatch Logs', bytes: number): Promise<WholeTrial> {
  const log = logOf(bytes);
  const whole = Buffer.from(log);
  const uploads: FleetPlugin['uploads'] = store === 'S3' ? {} : { s3: false };
  const stdout = { bytes: whole.length, slice: (from: number, to: number) => whole.subarray(from, to) };
  const invocations = [{ instanceId: NODE, plugins: [{ whole: { stdout }, uploads }] }];
  const places = { s3: { bucket: 'amzn-s3-demo-bucket', prefix: '' }, cloudWatchLogGroup: '/ops/runs' };
  const endpoint = await startEndpoint({ fleet: fleetOf([{ commandId: COMMAND, invocations, ...places }]) });
  const server = await startServer({ ...awsEnv(endpoint.url), AWS_ENDPOINT_URL: endpoint.url });
  const wrong: string[] = [];
  try {
    // Everything is loaded by then.
    await server.call('list_commands', {});
    const idle = highestOf(server);
    const parts: string[] = [];
    let pages = 0;
    let args: object = { command_id: COMMAND, instance_id: NODE };
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { result } = await server.call(TOOL, { ...args, max_tokens: 20_000 });
      const { isError, content, structuredContent } = result as Reply;
      if (isError || structuredContent === undefined) throw new Error(content[0]?.text);
      pages += 1;
      parts.push(...structuredContent.plugins.flatMap(({ outputs }) => outputs.map(({ text }) => text)));
      next = structuredContent.next_cursor;
      args = { cursor: next };
    }
    const highest = Math.round((highestOf(server) - idle) / KIB);
    if (highest > MAX_MIB_FOR_A_WHOLE) wrong.push(`${store}: ${highest} MiB above idle`);
    const expected = createRedactor().redact(cleanText(log)).text;
    if (parts.join('').trimEnd() !== expected.trimEnd()) wrong.push(`${store}: not the whole, exactly once`);
    return { pages, highest, wrong };
  } finally {
    server.kill();
    await endpoint.close();
  }
}

type Reply = {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: {
    readonly next_cursor?: string;
    readonly plugins: readonly { readonly outputs: readonly { readonly text: string }[] }[];
  };
};

/** Numbered lines, of which every hundredth holds a secret. */
function logOf(bytes: number): string {
  const lines: string[] = [];
  for (let length = 0; length < bytes; length += (lines.at(-1)?.length ?? 0) + 1) {
    const at = lines.length;
    lines.push(
      `${at} naïve 漢字 😀 ${at % 100 === 0 ? 'password=hunter2-correct-horse' : 'all is well here'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** In KiB. */
function highestOf({ child }: WireServer): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}
