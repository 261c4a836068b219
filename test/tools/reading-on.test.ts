import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { CommandList } from '../../src/tools/list-commands/schema.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import { fleetOf, type LiteralPlugin } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';

const TOOL = 'list_command_invocations';
const COMMAND = '11111111-2222-4333-8444-555555555555';

function idOf(index: number): string {
  return `i-0a1b2c3d4e5f6${String(index).padStart(4, '0')}`;
}

/** One command on `count` nodes without names, of which every fifth has no space left. */
function fleet(count: number, plugin: LiteralPlugin = {}) {
  return fleetOf([
    {
      commandId: COMMAND,
      invocations: Array.from({ length: count }, (_, index) => ({
        instanceId: idOf(index),
        plugins: [
          { stdout: 'ok', ...plugin, ...(index % 5 === 0 && { responseCode: 1, stderr: 'no space left' }) },
        ],
      })),
    },
  ]);
}

function listOf(answer: ToolAnswer): InvocationList {
  return answer.structured as InvocationList;
}

function idsOf({ commands }: InvocationList): string[] {
  return commands.flatMap(({ invocations }) => invocations.map(({ instance_id }) => instance_id));
}

/** The ids along `next_cursor`, the page of `answer` included. */
async function follow(fixture: Fixture, answer: ToolAnswer): Promise<string[]> {
  const ids = idsOf(listOf(answer));
  const cursor = listOf(answer).next_cursor;
  return cursor === undefined
    ? ids
    : [...ids, ...(await follow(fixture, await fixture.call(TOOL, { cursor })))];
}

describe('a result that ended early', () => {
  it('is read on by one call, whose answer counts and groups all that was read and shows the new rows', async () => {
    const fixture = await startFixture({ fleet: fleet(900) });
    const asked = { command_id: COMMAND, details: true, max_items: 500 };
    const first = await fixture.call(TOOL, asked);
    const { read_on: cursor, notes } = listOf(first);
    expect(notes?.[0]).toContain('read_on');
    expect(first.text).toContain(`read_on cursor "${cursor}"`);

    const second = await fixture.call(TOOL, { cursor });
    expect(listOf(second)).toMatchObject({
      summary: { invocations: 900, complete: true, by_status: { Success: 720, Failed: 180 } },
      groups: [
        { status: 'Failed', cause: 'no space left', nodes: 180 },
        { status: 'Success', cause: 'ok', nodes: 720 },
      ],
    });
    expect(listOf(second)).not.toHaveProperty('read_on');
    const [early, late] = [await follow(fixture, second), new Set(idsOf(listOf(first)))];
    expect(early).toHaveLength(400);
    expect(early.filter((id) => late.has(id))).toEqual([]);
  });

  it('is read to its end by one call where nobody set a bound', async () => {
    const fixture = await startFixture({ fleet: fleet(2_600) });
    const first = listOf(await fixture.call(TOOL, {}));
    expect(first.summary).toMatchObject({ invocations: 1_000, complete: false });
    const second = listOf(await fixture.call(TOOL, { cursor: first.read_on }));
    expect(second.summary).toMatchObject({ invocations: 2_600, complete: true });
  });

  it('gives the same answer to whoever reads it on, and shows each row once along next_cursor', async () => {
    const fixture = await startFixture({ fleet: fleet(200) });
    const first = await fixture.call(TOOL, { command_id: COMMAND, max_items: 60 });
    const { read_on: cursor } = listOf(first);
    const [one, other] = await Promise.all([fixture.call(TOOL, { cursor }), fixture.call(TOOL, { cursor })]);
    expect(one.structured).toEqual(other.structured);
    const ids = await follow(fixture, first);
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });

  it('is one of commands as well', async () => {
    const commands = Array.from({ length: 30 }, (_, index) => ({
      commandId: `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`,
      invocations: [{ instanceId: idOf(0) }],
    }));
    const fixture = await startFixture({ fleet: fleetOf(commands) });
    const first = (await fixture.call('list_commands', { max_items: 20, max_tokens: 500 })).structured;
    const { read_on: cursor } = first as CommandList;
    const second = (await fixture.call('list_commands', { cursor, max_tokens: 2_500 }))
      .structured as CommandList;
    expect(second.summary).toMatchObject({ commands: 30, complete: true });
    expect(second.shown).toBe(10);
  });

  it('and one that did not has no such cursor', async () => {
    const fixture = await startFixture({ fleet: fleet(3) });
    const first = await fixture.call(TOOL, { command_id: COMMAND, details: true, max_tokens: 500 });
    expect(listOf(first)).not.toHaveProperty('read_on');
    const id = fixture.session.results.all()[0]?.id;
    await expect(fixture.call(TOOL, { cursor: `${id}+` })).rejects.toMatchObject({ code: 'InvalidInput' });
  });
});

describe('max_items', () => {
  it('takes in all of one command by default, and 1,000 of all commands', async () => {
    const fixture = await startFixture({ fleet: fleet(1_100) });
    const whole = listOf(await fixture.call(TOOL, { command_id: COMMAND }));
    expect(whole.summary).toMatchObject({ invocations: 1_100, complete: true });
    const some = listOf(await fixture.call(TOOL, {}));
    expect(some.summary).toMatchObject({ invocations: 1_000, complete: false });
  });
});

it('reports progress with the number of nodes that the command targets', async () => {
  const fixture = await startFixture({ fleet: fleet(120) });
  await fixture.call(TOOL, { command_id: COMMAND });
  expect(fixture.progress.at(-1)).toEqual({ done: 120, total: 120, message: '120 of 120 invocations read' });
  await fixture.call(TOOL, {});
  expect(fixture.progress.at(-1)).toEqual({ done: 120, message: '120 invocations read' });
});

describe("a group's page", () => {
  async function pageOfFailures(count: number, plugin?: LiteralPlugin) {
    const fixture = await startFixture({ fleet: fleet(count, plugin) });
    const first = listOf(await fixture.call(TOOL, { command_id: COMMAND, details: true }));
    return { fixture, page: await fixture.call(TOOL, { cursor: first.groups[0]?.cursor }) };
  }

  it('has plain ids, 50 to a line, where nothing else differs', async () => {
    const { fixture, page } = await pageOfFailures(500);
    const lines = page.text.split('\n').filter((line) => line.startsWith('i-'));
    expect(lines.map((line) => line.split(', ').length)).toEqual([50, 50]);
    expect(listOf(page).commands[0]?.invocations[0]).toEqual({ instance_id: idOf(0) });
    const expected = Array.from({ length: 100 }, (_, index) => idOf(index * 5));
    expect((await follow(fixture, page)).sort()).toEqual(expected);
  });

  it('has what differs where the whole group fits, and neither status nor code again', async () => {
    const fixture = await startFixture({
      fleet: fleetOf([
        {
          commandId: COMMAND,
          invocations: Array.from({ length: 200 }, (_, index) => ({
            instanceId: idOf(index),
            instanceName: `db-${index}`,
            plugins: [{ ...(index < 30 && { responseCode: 4, stderr: 'no route' }) }],
          })),
        },
      ]),
    });
    const asked = { command_id: COMMAND, details: true, max_tokens: 1_500 };
    const first = listOf(await fixture.call(TOOL, asked));
    const { text } = await fixture.call(TOOL, { cursor: first.groups[0]?.cursor });
    expect(text).toContain(`- ${idOf(0)} "db-0" 1 s`);
    expect(text.match(/Failed, .*exit 4/g)).toHaveLength(1);
  });

  it('is not offered where the first page has all its nodes', async () => {
    const fixture = await startFixture({ fleet: fleet(10) });
    const { groups } = listOf(await fixture.call(TOOL, { command_id: COMMAND, details: true }));
    for (const group of groups) expect(group).not.toHaveProperty('cursor');
  });
});

describe('an answer says each thing once', () => {
  it('the id of the command, its document, each node and each cause', async () => {
    const fixture = await startFixture({ fleet: fleet(10) });
    const { text } = await fixture.call(TOOL, { command_id: COMMAND, details: true });
    for (const once of [COMMAND, 'AWS-RunShellScript', idOf(0), idOf(7), 'no space left', 'exit 1']) {
      expect(text.split(once).length - 1, once).toBe(1);
    }
    expect(text).not.toMatch(/Rows|cursor/);
  });

  it('an excerpt without the line that is quoted', async () => {
    const stderr = 'opening /srv/data\nERROR: /srv/data is locked by pid 7\nretry later';
    const invocations = [{ instanceId: idOf(0), plugins: [{ responseCode: 1, stderr }] }];
    const fixture = await startFixture({ fleet: fleetOf([{ commandId: COMMAND, invocations }]) });
    const { structured, text } = await fixture.call(TOOL, { command_id: COMMAND, details: true });
    const [group] = (structured as InvocationList).groups;
    expect(group?.cause).toContain('is locked by pid 7');
    expect(text.split('is locked by pid 7')).toHaveLength(2);
  });
});

describe('notes', () => {
  it('say what the filter Status covers', async () => {
    const fixture = await startFixture({ fleet: fleet(10) });
    const noteOn = async (value: string) =>
      listOf(await fixture.call(TOOL, { filters: [{ key: 'Status', value }] })).notes?.join(' ');
    expect(await noteOn('TimedOut')).toContain('covers ExecutionTimedOut and DeliveryTimedOut');
    expect(await noteOn('failed')).toContain('covers neither timeout.');
    expect((await noteOn('Success')) ?? '').not.toContain('covers');
  });

  it('name the documents of recent commands where the one asked for ran in none', async () => {
    const fixture = await startFixture({ fleet: fleet(3) });
    const filters = [{ key: 'DocumentName', value: 'AWS-RunShelScript' }];
    for (const tool of [TOOL, 'list_commands']) {
      const { text } = await fixture.call(tool, { filters });
      expect(text).toContain('DocumentName is exact. Recent commands here ran AWS-RunShellScript.');
      expect(text).toMatch(/State Manager associations and Automation .*CloudTrail/);
    }
  });
});
