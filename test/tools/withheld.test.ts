/** One output on which an expression never ends: the others are told, and that one is counted. */

import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/patterns/index.ts';
import { createStringPool } from '../../src/results/index.ts';
import type { Command, Invocation, Plugin } from '../../src/run-command/index.ts';
import { createSanitizer, limitEach, type Sanitizer } from '../../src/sanitize/index.ts';
import { sanitizeInvocation } from '../../src/tools/get-command-invocation/invocation.ts';
import { detailNotes } from '../../src/tools/get-command-invocation/notes.ts';
import { NO_WHOLES } from '../../src/tools/get-command-invocation/wholes.ts';
import { notesOn } from '../../src/tools/list-command-invocations/page/notes.ts';
import { createTally } from '../../src/tools/list-command-invocations/read/tally.ts';
import { createCommandTally } from '../../src/tools/list-commands/count.ts';
import { seeded } from '../sanitize/random.ts';

const real = createSanitizer({ redact: true });
const catastrophe = 'a'.repeat(80);
const NEVER_ENDING = /^(a+)+b/;
const planted: Sanitizer = limitEach(
  {
    ...real,
    text: (raw) => (NEVER_ENDING.test(raw) ? real.text('') : real.text(raw)),
    line: (raw) => (NEVER_ENDING.test(raw) ? real.line('') : real.line(raw)),
  },
  200,
);

const plugin = (output: string): Plugin => ({
  name: 'RotateLogs',
  status: 'Failed',
  statusDetails: 'Failed',
  responseCode: 1,
  startedAtMs: 1,
  finishedAtMs: 2,
  output,
  standardOutputUrl: '',
  standardErrorUrl: '',
  outputS3BucketName: '',
  outputS3KeyPrefix: '',
});

const invocation = (node: number, output: string): Invocation => ({
  commandId: '6cf26d39-1f8d-4a4c-9e2b-4a6c6a0f2a11',
  instanceId: `i-${String(node).padStart(17, '0')}`,
  instanceName: `web-${node}`,
  comment: 'Rotate logs',
  documentName: 'RotateLogs',
  documentVersion: '1',
  requestedAtMs: 1,
  status: 'Failed',
  statusDetails: 'Failed',
  traceOutput: '',
  standardOutputUrl: '',
  standardErrorUrl: '',
  serviceRole: '',
  notificationArn: '',
  cloudWatchLogGroupName: '',
  cloudWatchOutputEnabled: false,
  plugins: [plugin(output)],
});

describe('list_command_invocations', () => {
  it('counts every node, groups those whose output it read, and says how many it did not', async () => {
    const tally = createTally({ sanitizer: planted, strings: createStringPool() }, true);
    const outputs = Array.from({ length: 70 }, (_, node) => (node === 60 ? catastrophe : 'disk is full'));
    for (const [node, output] of outputs.entries())
      expect(tally.add(invocation(node, output), { region: 'us-east-1' })).toBe(true);
    expect(tally.size).toBe(70);
    const count = await tally.count(false);
    expect(count.rows.map(({ instanceId }) => instanceId).sort()).toEqual(
      outputs.map((_, node) => invocation(node, '').instanceId),
    );
    expect(count).toMatchObject({ byStatus: { Failed: 70 }, withheld: 1 });
    expect(count.fine.groups.map(({ cause, nodes }) => [cause, nodes])).toEqual([
      ['disk is full', 69],
      [undefined, 1],
    ]);
    const query = { region: 'us-east-1', filters: [], details: true };
    const request = { query, pageSize: 50, maxItems: 100 };
    expect(notesOn({ request, count, end: { kind: 'complete' } }, 0)).toContain(
      '1 output took too long to read and is withheld.',
    );
  });
});

describe('list_command_invocations, where a pattern does not come to an end', () => {
  it('judges every other node, groups all of them, and says how many it did not judge', async () => {
    const real = compilePattern('disk', 'match');
    const pattern = {
      ...real,
      matches(text: string) {
        while (text.includes('endless'));
        return real.matches(text);
      },
    };
    const tally = createTally({ sanitizer: planted, strings: createStringPool(), pattern }, true);
    for (let node = 0; node < 70; node += 1) {
      tally.add(invocation(node, node % 30 === 20 ? 'endless' : 'disk is full'), { region: 'us-east-1' });
    }
    await tally.settle(new AbortController().signal);
    const count = await tally.count(false);
    expect(count.rows).toHaveLength(68);
    expect(count.match).toMatchObject({ found: 68, unmatched: { withheld: 2 } });
    const query = { region: 'us-east-1', filters: [], details: true };
    const request = { query, pageSize: 50, maxItems: 100, match: 'disk' };
    expect(notesOn({ request, count, end: { kind: 'complete' } }, 0)).toContain(
      'match took too long on 2 outputs: whether it matches there is not known.',
    );
  });
});

describe('list_command_invocations, where the outputs cannot be compared in time', () => {
  it('lists every node without causes, and says so', async () => {
    const tally = createTally({ sanitizer: real, strings: createStringPool() }, true, undefined, 1);
    // Nothing in common: comparing these takes hundreds of times the limit.
    const next = seeded(1);
    const word = () => String.fromCharCode(...Array.from({ length: 7 }, () => 97 + Math.floor(next() * 26)));
    const outputs = Array.from(
      { length: 3_000 },
      () => `error: ${Array.from({ length: 9 }, word).join(' ')}`,
    );
    for (const [node, output] of outputs.entries())
      tally.add(invocation(node, output), { region: 'us-east-1' });
    const count = await tally.count(false);
    expect(count.rows).toHaveLength(3_000);
    expect(count.fine.groups).toEqual([]);
    const query = { region: 'us-east-1', filters: [], details: true };
    const request = { query, pageSize: 50, maxItems: 3_000 };
    expect(notesOn({ request, count, end: { kind: 'complete' } }, 0)).toContainEqual(
      expect.stringMatching(/causes are missing/),
    );
  });
});

describe('get_command_invocation', () => {
  it('shows the plugins whose output it read, and says how many it did not', async () => {
    const given = invocation(1, '');
    const plugins = [
      { ...plugin(catastrophe), name: 'One' },
      { ...plugin('disk is full'), name: 'Two' },
    ];
    const ref = { region: 'us-east-1', commandId: given.commandId, instanceId: given.instanceId };
    const read = { invocation: { ...given, plugins }, streams: new Map(), faults: new Map() };
    const sanitized = sanitizeInvocation(ref, read, { sanitizer: planted, nowMs: 0 });
    expect(sanitized.plugins.map(({ texts }) => texts.map(({ text }) => text))).toEqual([
      [],
      ['disk is full'],
    ]);
    expect(sanitized.withheld).toBe(1);
    expect(detailNotes(sanitized, read, NO_WHOLES, 10)).toContain(
      '1 output took too long to read and is withheld.',
    );
  });
});

describe('list_commands', () => {
  it('keeps the command whose comment it could not read', () => {
    const command = (comment: string): Command => ({
      commandId: comment.slice(0, 5),
      documentName: 'RotateLogs',
      documentVersion: '1',
      comment,
      requestedAtMs: 1,
      status: 'Failed',
      statusDetails: 'Failed',
      parameters: {},
      instanceIds: [],
      targets: [],
      targetCount: 3,
      completedCount: 3,
      errorCount: 1,
      deliveryTimedOutCount: 0,
      maxConcurrency: '50',
      maxErrors: '0',
    });
    const tally = createCommandTally(planted, false);
    for (const comment of ['rotate', catastrophe]) tally.add(command(comment), { region: 'us-east-1' });
    expect(tally.count()).toMatchObject({
      rows: [{ comment: 'rotate' }, { comment: '', targetCount: 3 }],
      withheld: 1,
    });
  });
});
