import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/run-command/index.ts';
import type { CommandList } from '../../src/tools/list-commands/schema.ts';
import { fleetOf, type LiteralCommand } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';

const TOOL = 'list_commands';
const START = Date.UTC(2026, 10, 22, 9, 0, 0);

function commandId(index: number): string {
  return `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`;
}

/** Commands a minute apart, the one of index 0 the newest, each with what `special` has at its index. */
function fleet(count: number, special: Readonly<Record<number, Partial<LiteralCommand>>>) {
  return fleetOf(
    Array.from({ length: count }, (_, index) => ({
      commandId: commandId(index),
      requestedAtMs: START - index * 60_000,
      comment: 'daily updates',
      invocations: [{ instanceId: 'i-0a1b2c3d4e5f60000' }],
      ...special[index],
    })),
  );
}

async function list(fixture: Fixture, args: Record<string, unknown>) {
  const { text, structured } = await fixture.call(TOOL, args);
  const answer = structured as unknown as CommandList;
  return {
    text,
    answer,
    ids: answer.commands.map(({ command_id }) => command_id),
    notes: answer.notes ?? [],
  };
}

const readsOf = ({ endpoint }: Fixture) =>
  endpoint.requests.filter(({ operation }) => operation === 'ListCommands').length;

describe('list_commands with match', () => {
  it.each([
    ['its comment', { comment: 'rotate certificates' }, undefined],
    ['its document', { documentName: 'Acme-RotateCertificates' }, undefined],
    [
      'a target beyond those shown',
      { targets: [{ Key: 'tag:Role', Values: ['a', 'b', 'c', 'certificates'] }] },
      'tag:Role = a, b, c, certificates',
    ],
    [
      'a parameter beyond what is kept of it',
      { parameters: { commands: [...Array.from({ length: 200 }, () => 'true'), 'renew certificates'] } },
      'renew certificates',
    ],
  ])('finds a command by %s, and names the call for its nodes', async (_case, special, matched) => {
    const fixture = await startFixture({ fleet: fleet(60, { 40: special }) });
    const { answer, ids, notes, text } = await list(fixture, { match: '(?i)certificates$' });
    expect(ids).toEqual([commandId(40)]);
    expect(answer.commands[0]?.matched).toBe(matched);
    expect(answer.query).toEqual({ match: '(?i)certificates$' });
    expect(answer.summary).toMatchObject({
      commands: 1,
      complete: true,
      match: { read: 60, found: 1, not_found: 59 },
    });
    expect(notes[0]).toBe(
      `list_command_invocations with command_id "${commandId(40)}" and details: true asks for its nodes.`,
    );
    expect(text).toContain('Of 60 commands read 1 matches.');
  });

  it('reads past max_items until it has found one, and says how far it read', async () => {
    const fixture = await startFixture({
      fleet: fleet(400, { 270: { comment: 'rotate logs' }, 390: { comment: 'rotate logs' } }),
    });
    const { answer, ids, notes } = await list(fixture, { match: 'rotate', max_items: 100 });
    expect(ids).toEqual([commandId(270)]);
    expect(answer.summary).toMatchObject({ complete: false, match: { read: 300, found: 1 } });
    expect(notes[0]).toMatch(/^300 commands read so far: there is a match/);
    const on = await list(fixture, { cursor: answer.read_on });
    expect(on.ids).toEqual([commandId(390)]);
    expect(on.answer.summary).toMatchObject({ commands: 2, complete: true, match: { read: 400, found: 2 } });
  });

  it('keeps to max_items where it finds something there', async () => {
    const fixture = await startFixture({ fleet: fleet(300, { 3: { comment: 'rotate logs' } }) });
    const { answer } = await list(fixture, { match: 'rotate', max_items: 60, page_size: 50 });
    expect(answer.summary).toMatchObject({ complete: false, match: { read: 60, found: 1 } });
    expect(readsOf(fixture)).toBeLessThanOrEqual(3);
  });

  it('says that there is none', async () => {
    const fixture = await startFixture({ fleet: fleet(120, {}) });
    const { answer, text, notes } = await list(fixture, { match: 'rotate', max_items: 50 });
    expect(answer.summary).toMatchObject({ commands: 0, complete: true, match: { read: 120, found: 0 } });
    expect(text).toMatch(
      /^No match in us-east-1 \(account \d+\) for match "rotate"\.\nOf 120 commands read 0 match\./,
    );
    expect(notes.join()).not.toContain('Likely reasons');
  });

  it('says how far it got where AWS fails midway', async () => {
    const fixture = await startFixture({
      fleet: fleet(120, {}),
      fault: ({ input }) =>
        input['NextToken'] === undefined ? undefined : { kind: 'error', type: 'AccessDeniedException' },
    });
    const { answer, notes } = await list(fixture, { match: 'rotate' });
    expect(answer.summary).toMatchObject({ commands: 0, complete: false, match: { read: 50 } });
    expect(notes[0]).toMatch(/^50 commands counted so far, then reading stopped/);
  });

  it('matches what was redacted', async () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    const fixture = await startFixture({
      fleet: fleet(3, { 1: { parameters: { commands: [`use ${secret}`] } } }),
    });
    const { text, ids } = await list(fixture, { match: 'IOSFODNN7' });
    expect(ids).toEqual([]);
    expect(text).not.toContain(secret);
  });

  it('refuses a bad pattern before AWS is asked, and another one beside a cursor', async () => {
    const fixture = await startFixture({ fleet: fleet(60, {}) });
    await expect(fixture.call(TOOL, { match: '(' })).rejects.toThrow(InvalidInputError);
    expect(readsOf(fixture)).toBe(0);
    const { answer } = await list(fixture, { match: 'daily', max_items: 10 });
    await expect(fixture.call(TOOL, { cursor: answer.read_on, match: 'x' })).rejects.toThrow(/match differs/);
  });
});
