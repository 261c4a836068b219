import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/patterns/index.ts';
import { InvalidInputError } from '../../src/run-command/index.ts';
import { compareValues } from '../../src/tools/list-command-invocations/match/value-order.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { EndpointOptions } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';

const TOOL = 'list_command_invocations';
const COMMAND = '11111111-2222-4333-8444-555555555555';
const AGENT = 'SSM Agent version: (\\S+)';

/** Longer than ListCommandInvocations shows of an output. */
const CHATTER = 'Unpacking the next archive ...\n'.repeat(120);

function idOf(index: number): string {
  return `i-0a1b2c3d4e5f${String(index).padStart(5, '0')}`;
}

function node(index: number, stdout: string, more: Partial<LiteralInvocation> = {}): LiteralInvocation {
  return { instanceId: idOf(index), instanceName: `web-${index}`, plugins: [{ stdout }], ...more };
}

function nodes(first: number, count: number, stdout: string): LiteralInvocation[] {
  return Array.from({ length: count }, (_, index) => node(first + index, stdout));
}

const agent = (version: string) => `Host: any\nSSM Agent version: ${version}\nuptime 3 days\n`;

const undeliverable = (index: number) =>
  node(index, '', { status: 'Undeliverable', statusDetails: 'Undeliverable', plugins: [] });

function listOf(answer: { readonly structured: object }): InvocationList {
  return answer.structured as unknown as InvocationList;
}

async function ask(
  invocations: readonly LiteralInvocation[],
  args: Record<string, unknown>,
  options: EndpointOptions = {},
) {
  const fleet = fleetOf([{ commandId: COMMAND, comment: 'agent inventory', invocations }]);
  const fixture = await startFixture({ fleet, ...options });
  const answer = await fixture.call(TOOL, { command_id: COMMAND, ...args });
  const list = listOf(answer);
  return { fixture, text: answer.text, list, notes: list.notes ?? [] };
}

async function followAll(fixture: Fixture, first: InvocationList): Promise<InvocationList[]> {
  const pages = [first];
  for (let page = first; page.next_cursor !== undefined && pages.length < 200; pages.push(page)) {
    page = listOf(await fixture.call(TOOL, { cursor: page.next_cursor }));
  }
  return pages;
}

function rowIds(pages: readonly InvocationList[]): string[] {
  return pages.flatMap(({ commands }) =>
    commands.flatMap(({ invocations }) => invocations.map(({ instance_id }) => instance_id)),
  );
}

const valuesOf = ({ groups }: InvocationList) => groups.map(({ value, nodes }) => [value, nodes]);

describe('match with a capture group', () => {
  it('groups all nodes by what it captured, versions by value, and those without a match last', async () => {
    const { list, text } = await ask(
      [
        ...nodes(0, 30, agent('3.3.987.0')),
        ...nodes(100, 2, agent('2.10.1')),
        ...nodes(200, 3, agent('2.9.4')),
        ...nodes(300, 4, agent('10.0')),
        ...nodes(400, 2, 'no agent here'),
        undeliverable(500),
      ],
      { match: AGENT },
    );
    expect(valuesOf(list)).toEqual([
      ['2.9.4', 3],
      ['2.10.1', 2],
      ['3.3.987.0', 30],
      ['10.0', 4],
      [undefined, 3],
    ]);
    expect(list.query).toMatchObject({ match: AGENT, details: true });
    expect(list.groups.at(-1)?.without_match).toEqual([
      { why: 'not_printed', nodes: 2, instance_ids: [idOf(400), idOf(401)] },
      { why: 'never_ran', nodes: 1, instance_ids: [idOf(500)] },
    ]);
    expect(list.summary).toMatchObject({ invocations: 42, match: { read: 42, found: 39, not_found: 3 } });
    expect(list.untrusted_fields).toContain('value');
    expect(text).toContain('2. 2.10.1: 2 nodes Success\n   ');
    expect(text).toContain('5. 3 nodes without a match: 2 did not print it, 1 never ran');
  });

  it('lists all ids of small groups of 1,200 nodes in one answer, and the others by one cursor each', async () => {
    const versionOf = (index: number) =>
      index % 400 === 3 ? '2.3.1' : index % 60 === 1 ? '3.1.9' : index % 7 === 0 ? '3.3.16' : '3.3.9';
    const fleet = Array.from({ length: 1_200 }, (_, index) =>
      index % 100 === 50 ? undeliverable(index) : node(index, agent(versionOf(index))),
    );
    const { list, fixture } = await ask(fleet, { match: AGENT, max_tokens: 6_000 });
    const wanted = (version: string) =>
      fleet.flatMap(({ instanceId, status }, index) =>
        status === undefined && versionOf(index) === version ? instanceId : [],
      );
    expect(list.groups.slice(0, 2).map(({ instance_ids }) => [...instance_ids].sort())).toEqual([
      wanted('2.3.1'),
      wanted('3.1.9'),
    ]);
    const [, , common, , without] = list.groups;
    expect(without?.without_match?.[0]).toMatchObject({ why: 'never_ran', nodes: 12 });
    expect(without?.without_match?.[0]?.instance_ids).toHaveLength(12);
    const pages = await followAll(
      fixture,
      listOf(await fixture.call(TOOL, { cursor: common?.cursor, max_tokens: 20_000 })),
    );
    expect(rowIds(pages).sort()).toEqual(wanted('3.3.9'));
    expect(rowIds(await followAll(fixture, list))).toHaveLength(1_200);
  });

  it('takes the first match of each node, of any of its steps, and says how many hold another value', async () => {
    const { list, text } = await ask(
      [
        node(1, 'port=80\nport=80\nport=443\n'),
        node(2, 'port=80\nport=80\n'),
        node(3, '', {
          plugins: [
            { action: 'One', stdout: 'quiet' },
            { action: 'Two', stdout: 'port=80' },
            { action: 'Three', stdout: 'end' },
          ],
        }),
      ],
      { match: '^port=(\\d+)$' },
    );
    expect(valuesOf(list)).toEqual([['80', 3]]);
    expect(list.summary.match).toMatchObject({ found: 3, further_values: 1 });
    expect(text).toContain('1 output holds further values: the first one counts.');
  });

  it('captures from outputs alone, not from names and comments', async () => {
    const { list } = await ask([node(1, 'web-7 is up'), node(2, 'nothing')], {
      match: '(?:web-|agent )(\\w+)',
    });
    expect(valuesOf(list)).toEqual([
      ['7', 1],
      [undefined, 1],
    ]);
  });

  it('counts one value whatever it did to the command, and lists how each node ended', async () => {
    const failed = { responseCode: 1, stdout: agent('3.1') };
    const { list, fixture, text } = await ask(
      [...nodes(0, 60, agent('3.1')), node(70, '', { plugins: [failed] })],
      { match: AGENT },
    );
    expect(list.groups).toMatchObject([
      { value: '3.1', status: 'mixed', by_status: { Success: 60, Failed: 1 }, nodes: 61 },
    ]);
    expect(text).toContain('1. 3.1: 61 nodes 60 Success, 1 Failed');
    const page = await fixture.call(TOOL, { cursor: list.groups[0]?.cursor });
    expect(listOf(page).commands[0]?.invocations[0]).toMatchObject({
      instance_id: idOf(70),
      status: 'Failed',
    });
  });

  it('bounds what 1,200 different values take, counts those left out, and has them all behind the cursor', async () => {
    const fleet = Array.from({ length: 1_200 }, (_, index) => node(index, agent(`${index}`)));
    const { list, fixture } = await ask(fleet, { match: AGENT, max_tokens: 3_000 });
    const shown = list.groups.length;
    expect(list.groups_omitted).toEqual({ groups: 1_200 - shown, nodes: 1_200 - shown });
    expect(list.groups.map(({ value }) => value)).toEqual(expect.arrayContaining(['0', '1', '1198', '1199']));
    expect(list.groups.every(({ instance_ids }) => instance_ids.length === 1)).toBe(true);
    const pages = await followAll(fixture, list);
    expect(new Set(pages.flatMap(({ groups }) => groups.map(({ value }) => value))).size).toBe(1_200);
    expect(new Set(rowIds(pages)).size).toBe(1_200);
    expect(rowIds(pages)).toHaveLength(1_200);
  });

  it('goes on with the same pattern when the list is read on', async () => {
    const fleet = [...nodes(0, 60, agent('2.9')), ...nodes(60, 60, agent('2.10'))];
    const { list, fixture } = await ask(fleet, { match: AGENT, max_items: 70 });
    expect(list.summary).toMatchObject({ invocations: 70, complete: false });
    const longer = listOf(await fixture.call(TOOL, { cursor: list.read_on, match: AGENT }));
    expect(valuesOf(longer)).toEqual([
      ['2.9', 60],
      ['2.10', 60],
    ]);
    await expect(fixture.call(TOOL, { cursor: list.read_on, match: 'other' })).rejects.toThrow(
      /match differs/,
    );
  });

  it('keeps apart values that are long and begin alike, and those named like parts of an object', async () => {
    const { list } = await ask(
      [
        node(1, `v=${'a'.repeat(300)}1`),
        node(2, `v=${'a'.repeat(300)}2`),
        node(3, 'v=__proto__'),
        node(4, 'v='),
      ],
      { match: 'v=(.*)' },
    );
    expect(list.groups).toHaveLength(4);
    expect(list.groups.map(({ value }) => value)).toEqual(expect.arrayContaining(['', '__proto__']));
  });

  it('matches what was redacted, not what stood there', async () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    const { list, text } = await ask([node(1, `access key ${secret} was used`)], {
      match: '(AKIA[A-Z0-9]+|\\[[^\\]]+\\])',
    });
    expect(text).not.toContain(secret);
    expect(list.groups[0]?.value).not.toContain('IOSFODNN7');
  });
});

describe('match without a capture group', () => {
  it('keeps the nodes that match, grouped by what they said, with the line, and counts the others', async () => {
    const { list, text } = await ask(
      [
        ...nodes(0, 5, 'step one\nkernel: nfs server timed out\nstep three'),
        ...nodes(10, 20, 'all quiet'),
        undeliverable(40),
      ],
      { match: 'nfs.*TIMED|nfs.*timed' },
    );
    expect(list.summary).toMatchObject({
      invocations: 5,
      complete: true,
      by_status: { Success: 5 },
      match: { read: 26, found: 5, not_found: 21, not_printed: 20, never_ran: 1 },
    });
    expect(list.groups).toMatchObject([{ nodes: 5, excerpt: 'kernel: nfs server timed out' }]);
    expect(list.groups[0]?.instance_ids).toHaveLength(5);
    expect(rowIds([list])).toHaveLength(5);
    expect(text).toContain('Of 26 invocations read 5 match; 21 do not: 20 did not print it, 1 never ran.');
  });

  it('looks at the name of the node and the comment too, and says so', async () => {
    const { list, text } = await ask([node(1, 'quiet'), node(2, 'web-1 is my peer'), node(3, 'quiet')], {
      match: '^web-1',
    });
    expect(rowIds([list]).sort()).toEqual([idOf(1), idOf(2)]);
    expect(list.summary.match).toMatchObject({ found: 2, by_name_or_comment: 1 });
    expect(text).toContain('(1 by name or comment, not by output)');
    const byComment = await ask([node(1, 'quiet')], { match: 'inventory$' });
    expect(byComment.list.summary.match).toMatchObject({ found: 1, by_name_or_comment: 1 });
  });

  it('explains an answer without a match', async () => {
    const { list, text } = await ask(nodes(0, 60, 'quiet'), { match: 'loud' });
    expect(list).toMatchObject({ groups: [], commands: [], summary: { invocations: 0, complete: true } });
    expect(text).toMatch(
      /^No match in us-east-1 \(account \d+\) for command .*, match "loud"\.\nOf 60 invocations read 0 match; 60 do not/,
    );
    expect(text).not.toContain('Likely reasons');
  });

  it('reads on exactly once, whatever was left out before', async () => {
    const fleet = Array.from({ length: 130 }, (_, index) => node(index, index % 3 === 0 ? 'yes' : 'no'));
    const { list, fixture } = await ask(fleet, { match: '^yes', max_items: 50, max_tokens: 600 });
    expect(list.summary).toMatchObject({ complete: false, match: { read: 50 } });
    const pages = await followAll(fixture, list);
    const wanted = fleet.flatMap(({ instanceId }, index) => (index % 3 === 0 ? instanceId : []));
    expect(rowIds(pages).sort()).toEqual(wanted);
    const later = pages.findLast(({ summary }) => summary.match !== undefined);
    expect(later?.summary.match).toMatchObject({ read: 130, found: wanted.length });
  });

  it('stays true to what was read where AWS fails midway', async () => {
    const { list, notes } = await ask(
      nodes(0, 120, 'yes'),
      { match: 'yes' },
      {
        fault: ({ operation, input }) =>
          operation === 'ListCommandInvocations' && input['NextToken'] !== undefined
            ? { kind: 'error', type: 'AccessDeniedException' }
            : undefined,
      },
    );
    expect(list.summary).toMatchObject({ complete: false, match: { read: 50, found: 50 } });
    expect(notes[0]).toMatch(/^50 invocations counted so far, then reading stopped/);
  });
});

describe('what SSM cut', () => {
  const reads = ({ endpoint }: Fixture) =>
    endpoint.requests.filter(({ operation }) => operation === 'GetCommandInvocation').length;

  it('is read whole where there is little of it, on success too', async () => {
    const { list, fixture, notes } = await ask(
      [...nodes(0, 5, agent('3.1')), ...nodes(10, 12, CHATTER + agent('2.9')), node(30, CHATTER)],
      { match: AGENT },
    );
    expect(valuesOf(list)).toEqual([
      ['2.9', 12],
      ['3.1', 5],
      [undefined, 1],
    ]);
    expect(list.groups.at(-1)?.without_match).toMatchObject([{ why: 'not_printed', nodes: 1 }]);
    expect(reads(fixture)).toBe(13);
    expect(notes).toEqual([]);
  });

  it('is said to prove nothing where there is much', async () => {
    const { list, fixture, notes } = await ask(nodes(0, 212, CHATTER + agent('2.9')), { match: AGENT });
    expect(reads(fixture)).toBe(0);
    expect(list.groups.at(-1)?.without_match).toMatchObject([{ why: 'output_cut', nodes: 212 }]);
    expect(notes[0]).toMatch(/^212 outputs were cut before the end: no match there proves nothing/);
  });

  it('stays unknown, with a note, where the identity may not read it', async () => {
    const { list, notes } = await ask(
      nodes(0, 3, CHATTER + agent('2.9')),
      { match: '2\\.9' },
      {
        fault: ({ operation }) =>
          operation === 'GetCommandInvocation' ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
      },
    );
    expect(list.summary.match).toMatchObject({ found: 0, output_cut: 3 });
    expect(notes.join('\n')).toMatch(/matches behind the cut are missing/);
  });

  it('is still cut where even the whole output was', async () => {
    const { list } = await ask([node(1, CHATTER.repeat(10))], { match: 'absent' });
    expect(list.summary.match).toMatchObject({ found: 0, output_cut: 1 });
  });
});

describe('a pattern', () => {
  it.each([
    [{ match: 'version: (\\S+' }, /match: missing closing \)/],
    [{ match: 'ab[z-a]' }, /at character 4: z-a/],
    [{ match: 'x(?=y)' }, /Perl syntax at character 2/],
    [{ match: 'a'.repeat(501) }, /at most 500 characters/],
    [{ match: '' }, /regular expression/],
    [{ match: 'a', details: false }, /details: false beside match/],
    [{ match: 'a', query: 'CommandInvocations' }, /match beside query/],
  ])('that cannot be used is refused before AWS is asked: %j', async (args, reason) => {
    const fixture = await startFixture({ fleet: fleetOf([]) });
    const refused = fixture.call(TOOL, { command_id: COMMAND, ...args });
    await expect(refused).rejects.toThrow(InvalidInputError);
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(reason) });
    expect(fixture.endpoint.requests).toEqual([]);
  });

  it('that is long leaves room for the answer at the smallest bound', async () => {
    const match = `(${'\\x{4e2d}*ж*'.repeat(38)})`;
    const { list } = await ask(nodes(0, 300, 'ж中 and more'), { match, max_tokens: 500 });
    expect(list.query.match).toMatch(/^\(\\x\{4e2d.*…$/);
    expect(list.groups).toMatchObject([{ value: 'ж中', nodes: 300 }]);
  });

  it('that would take a backtracking engine for ever leaves no output unjudged', async () => {
    const { list } = await ask(nodes(0, 100, `${'a'.repeat(2_000)}b`), { match: '(?:a+)+$' });
    expect(list.summary.match).toEqual({ read: 100, found: 0, not_found: 100, not_printed: 100 });
  });
});

describe('the order of captured values', () => {
  it.each([
    ['versions and numbers', ['10', '2.10', '2.9', '2.9.1'], ['2.9', '2.9.1', '2.10', '10']],
    ['negative numbers', ['3', '-5', '0', '-10'], ['-10', '-5', '0', '3']],
    [
      'prefixed versions',
      ['v1.10', 'v1.9', 'v1.9-rc2', 'v1.9-rc10'],
      ['v1.9', 'v1.9-rc2', 'v1.9-rc10', 'v1.10'],
    ],
    ['numbers before text', ['none', '7', '', '1.0'], ['1.0', '7', '', 'none']],
    [
      'numbers longer than a double holds',
      ['90071992547409931', '90071992547409930'],
      ['90071992547409930', '90071992547409931'],
    ],
  ])('is by value: %s', (_case, values, sorted) => {
    expect(values.toSorted(compareValues)).toEqual(sorted);
  });
});

it('compiles to an engine that finds and captures', () => {
  expect(compilePattern('b+', 'match').find('aabb')).toEqual({ start: 2, end: 4 });
});
