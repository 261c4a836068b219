import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { EndpointOptions } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralCommand, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';

/** Progress that nobody would quote, longer than ListCommandInvocations shows. */
const CHATTER = 'Unpacking the next archive ...\n'.repeat(120);

/** Of this ListCommandInvocations shows nothing that could be a cause. */
const BLANK = '\n'.repeat(3_000);

const STORED = { s3: { bucket: 'amzn-s3-demo-bucket', prefix: 'logs' } };

const FULL = 'tar: /srv/data: Cannot write: No space left on device\n';
const REFUSED = 'curl: (7) Failed to connect to mirror.example port 443: Connection refused\n';

function failing(count: number, stdout: string, responseCode = 1, first = 0): LiteralInvocation[] {
  return Array.from({ length: count }, (_, index) => ({
    instanceId: `i-${String(first + index).padStart(17, '0')}`,
    plugins: [{ responseCode, stdout }],
  }));
}

async function list(
  invocations: readonly LiteralInvocation[],
  options: EndpointOptions = {},
  args: object = {},
  command: Partial<LiteralCommand> = {},
) {
  const fleet = fleetOf([{ commandId: COMMAND, invocations, ...command }]);
  const fixture = await startFixture({ fleet, ...options });
  const { text, structured } = await fixture.call('list_command_invocations', {
    command_id: COMMAND,
    details: true,
    ...args,
  });
  const reads = fixture.endpoint.requests
    .filter(({ operation }) => operation === 'GetCommandInvocation')
    .map(({ input }) => String(input['InstanceId']));
  const answer = structured as unknown as InvocationList;
  return { text, reads, answer, groups: answer.groups, notes: answer.notes ?? [], fixture };
}

describe('the cause of nodes whose output SSM cut', () => {
  it('is taken from the whole output of a few, which speak for their group, and the group says so', async () => {
    const { groups, reads, text } = await list(failing(8, CHATTER + FULL));
    expect(reads).toHaveLength(3);
    expect(groups).toMatchObject([{ nodes: 8, read_whole: 3, cause: FULL.trim() }]);
    expect(text).toContain(
      '8 nodes Failed, aws:runShellScript exit 1, output cut by SSM at 2,500 bytes (3 read whole): "tar:',
    );
  });

  it('is taken from the end of the whole in S3 where GetCommandInvocation has it cut as well', async () => {
    const { groups, text, fixture } = await list(failing(8, CHATTER.repeat(10) + FULL), {}, {}, STORED);
    expect(groups).toMatchObject([{ nodes: 8, read_whole: 3, read_from: 'S3', cause: FULL.trim() }]);
    expect(text).toContain('output cut by SSM at 2,500 bytes (3 read whole, from S3): "tar:');
    expect(fixture.endpoint.requests.filter(({ service }) => service === 's3')).toHaveLength(6);
  });

  it('is what SSM has where the whole may not be read, and a note says who can change it', async () => {
    const refused: EndpointOptions = {
      fault: ({ service }) => (service === 's3' ? { kind: 'error', type: 'AccessDenied' } : undefined),
    };
    const { groups, notes } = await list(failing(8, CHATTER.repeat(10) + FULL), refused, {}, STORED);
    expect(groups).toMatchObject([{ nodes: 8, read_whole: 3 }]);
    expect(groups[0]).not.toHaveProperty('read_from');
    expect(notes.join()).toContain('their ends could not be read: AccessDenied');
    expect(notes.join()).toContain('s3:GetObject');
  });

  it('joins nodes of the same cause whose output was short', async () => {
    const { groups } = await list([...failing(4, CHATTER + FULL), ...failing(3, FULL, 1, 100)]);
    expect(groups).toMatchObject([{ nodes: 7, read_whole: 3, cause: FULL.trim() }]);
  });

  it('is of each node by itself where those read do not agree', async () => {
    const { groups } = await list([
      ...failing(1, CHATTER + FULL),
      ...failing(1, CHATTER + REFUSED, 1, 1),
      ...failing(3, CHATTER + FULL, 1, 2),
    ]);
    expect(groups.filter(({ read_whole }) => read_whole)).toMatchObject([
      { nodes: 2, read_whole: 2, cause: FULL.trim() },
      { nodes: 1, read_whole: 1, cause: REFUSED.trim() },
    ]);
    expect(groups.find(({ read_whole }) => !read_whole)).toMatchObject({ nodes: 2 });
  });

  it('is looked for on 20 nodes at most, three a group, in groups without a cause first, then the largest', async () => {
    const bad = [...Array(9).keys()].flatMap((code) =>
      failing(4 + code, BLANK + FULL, code + 1, 100 * (code + 1)),
    );
    const known = failing(30, `${REFUSED}${CHATTER}${FULL}`, 40, 2_000);
    const { reads } = await list([...known, ...bad]);
    const groups = reads.map((id) => Math.floor(Number(id.slice(2)) / 100));
    const counts = [9, 8, 7, 6, 5, 4, 3].map((group) => groups.filter((each) => each === group).length);
    expect(counts).toEqual([3, 3, 3, 3, 3, 3, 2]);
    expect(reads).toHaveLength(20);
  });

  it.each([
    ['without details', failing(3, CHATTER + FULL), { details: false }],
    ['of successes', failing(3, CHATTER + FULL, 0), {}],
    ['of outputs that SSM has whole', failing(3, FULL), {}],
  ])('is not looked for %s', async (_case, invocations, args) => {
    expect((await list(invocations, {}, args)).reads).toEqual([]);
  });

  it('stays what the list has, with a note, where the identity may not call GetCommandInvocation', async () => {
    const codes = [1, 2, 3, 4, 5, 6, 7];
    const { groups, notes, reads } = await list(
      codes.flatMap((code) => failing(3, CHATTER + FULL, code, 100 * code)),
      {
        fault: ({ operation }) =>
          operation === 'GetCommandInvocation' ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
      },
    );
    expect(groups.map(({ nodes, read_whole }) => [nodes, read_whole])).toEqual(
      codes.map(() => [3, undefined]),
    );
    expect(notes).toEqual([expect.stringContaining('ssm:GetCommandInvocation')]);
    // What was under way when the first was refused.
    expect(reads.length).toBeLessThanOrEqual(10);
  });

  it('stays what the list has for nodes whose output cannot be read', async () => {
    const { groups, notes } = await list(failing(8, CHATTER + FULL), {
      fault: ({ operation }) =>
        operation === 'GetCommandInvocation' ? { kind: 'error', type: 'InvocationDoesNotExist' } : undefined,
    });
    expect(groups).toMatchObject([{ nodes: 8 }]);
    expect(notes).toEqual([]);
  });

  it('is not looked for where the list itself broke off', async () => {
    const { answer, reads } = await list(failing(60, CHATTER + FULL), {
      fault: ({ operation, input }) =>
        operation === 'ListCommandInvocations' && input['NextToken'] !== undefined
          ? { kind: 'error', type: 'AccessDeniedException' }
          : undefined,
    });
    expect(answer.summary).toMatchObject({ invocations: 50, complete: false });
    expect(reads).toEqual([]);
  });

  it('is no longer looked for once the client cancels', async () => {
    const controller = new AbortController();
    const fixture = await startFixture({
      fleet: fleetOf([{ commandId: COMMAND, invocations: failing(8, CHATTER + FULL) }]),
      fault: ({ operation }) => {
        if (operation !== 'GetCommandInvocation') return undefined;
        controller.abort(new Error('cancelled'));
        return { kind: 'hang' };
      },
    });
    const call = fixture.call(
      'list_command_invocations',
      { command_id: COMMAND, details: true },
      { signal: controller.signal },
    );
    await expect(call).rejects.toThrow('cancelled');
  });

  it('is redacted like the rest', async () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    const { text, notes } = await list(failing(2, `${CHATTER}fatal: access key ${secret} was refused\n`));
    expect(text).not.toContain(secret);
    expect(notes).toEqual([expect.stringContaining('redacted')]);
  });

  it('goes on being known when the list is read on', async () => {
    const { answer, fixture } = await list(failing(12, CHATTER + FULL), {}, { max_items: 6 });
    const { structured } = await fixture.call('list_command_invocations', { cursor: answer.next_cursor });
    const { groups } = structured as unknown as InvocationList;
    expect(groups).toMatchObject([{ nodes: 12, read_whole: 6, cause: FULL.trim() }]);
  });
});
