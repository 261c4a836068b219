import { describe, expect, it } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import type { CommandList } from '../../src/tools/list-commands/schema.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import type { Fault } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralCommand } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const TOOL = 'list_commands';
const NODE = 'i-0a1b2c3d4e5f60000';
const START = Date.UTC(2026, 10, 22, 9, 0, 0);

function commandId(index: number): string {
  return `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`;
}

/** Commands a minute apart, the one of index 0 the newest. */
function command(index: number, literal: Partial<LiteralCommand> = {}): LiteralCommand {
  return {
    commandId: commandId(index),
    requestedAtMs: START - index * 60_000,
    invocations: [{ instanceId: NODE }],
    ...literal,
  };
}

function listOf(answer: ToolAnswer): CommandList {
  return answer.structured as unknown as CommandList;
}

function idsOf(pages: readonly CommandList[]): string[] {
  return pages.flatMap(({ commands }) => commands.map(({ command_id }) => command_id));
}

async function followAll(fixture: Fixture, first: Record<string, unknown>): Promise<CommandList[]> {
  const pages: CommandList[] = [];
  let args: Record<string, unknown> | undefined = first;
  while (args && pages.length < 500) {
    const page: CommandList = listOf(await fixture.call(TOOL, args));
    pages.push(page);
    args = page.next_cursor === undefined ? undefined : { cursor: page.next_cursor };
  }
  return pages;
}

const failing = { instanceId: 'i-0a1b2c3d4e5f60001', plugins: [{ responseCode: 1 }] };
const unreached = {
  instanceId: 'i-0a1b2c3d4e5f60002',
  status: 'TimedOut',
  statusDetails: 'DeliveryTimedOut',
};

describe('list_commands', () => {
  it('tells what was sent, to whom, how it stands, and what a Success hides', async () => {
    const fleet = fleetOf([
      command(0, {
        comment: 'rotate "logs"',
        parameters: { commands: ['set -e', 'rotate --all'], executionTimeout: ['60'] },
        maxErrors: '50%',
        targets: [{ Key: 'tag:Stage', Values: ['blue', 'green', 'red'] }],
        invocations: [{ instanceId: NODE }, failing, unreached],
      }),
      command(1, {
        documentName: 'AWS-RunPatchBaseline',
        invocations: [{ instanceId: NODE, status: 'InProgress' }],
      }),
      command(2, { status: 'Success', statusDetails: 'NoInstancesInTag', invocations: [] }),
    ]);
    const fixture = await startFixture({ fleet });
    expect((await fixture.call(TOOL, {})).text).toMatchInlineSnapshot(`
      "3 commands in us-east-1 (account 111122223333): 1 InProgress, 1 Success, 1 NoInstancesInTag. All counted.
      Note: list_command_invocations with a command_id counts its nodes by status; details: true adds why they failed. A command's Success allows failed nodes, and Undeliverable ones are in neither error count.

      Commands, newest first
      - 11111111-2222-4333-8444-000000000000 2026-11-22T09:00:00Z Success: AWS-RunShellScript "rotate 'logs'"; 3 targets, 3 completed, 1 error, 1 timed out in delivery
        to "tag:Stage = blue, green and 1 more", max_errors 50%, timeout 3600 s
        Success, yet 2 nodes did not succeed: 1 Failed or ExecutionTimedOut, 1 DeliveryTimedOut.
        parameters: commands "set -e\\nrotate --all", executionTimeout "60"
      - 11111111-2222-4333-8444-000000000001 2026-11-22T08:59:00Z InProgress: AWS-RunPatchBaseline; 1 target, 0 completed, 0 errors, 0 timed out in delivery
        to "i-0a1b2c3d4e5f60000", max_concurrency 50, timeout 3600 s, expires 2026-11-22T10:59:00Z
      - 11111111-2222-4333-8444-000000000002 2026-11-22T08:58:00Z NoInstancesInTag: AWS-RunShellScript; 0 targets, 0 completed, 0 errors, 0 timed out in delivery
        No node matched the targets: check the tag and its spelling."
    `);
  });

  it('says the same in its structure', async () => {
    const fixture = await startFixture({
      fleet: fleetOf([command(0, { parameters: { commands: ['uptime'] } })]),
    });
    expect(listOf(await fixture.call(TOOL, { command_id: commandId(0) }))).toMatchInlineSnapshot(`
      {
        "account_id": "111122223333",
        "commands": [
          {
            "command_id": "11111111-2222-4333-8444-000000000000",
            "counts": {
              "completed": 1,
              "delivery_timed_out": 0,
              "errors": 0,
              "targets": 1,
            },
            "document_name": "AWS-RunShellScript",
            "document_version": "1",
            "expires_at": "2026-11-22T11:00:00Z",
            "max_concurrency": "50",
            "max_errors": "0",
            "parameters": {
              "commands": "uptime",
            },
            "requested_at": "2026-11-22T09:00:00Z",
            "sent_to": "i-0a1b2c3d4e5f60000",
            "status": "Success",
            "timeout_seconds": 3600,
          },
        ],
        "notes": [
          "list_command_invocations with a command_id counts its nodes by status; details: true adds why they failed. A command's Success allows failed nodes, and Undeliverable ones are in neither error count.",
        ],
        "query": {
          "command_id": "11111111-2222-4333-8444-000000000000",
        },
        "region": "us-east-1",
        "shown": 1,
        "summary": {
          "by_status": {
            "Success": 1,
          },
          "commands": 1,
          "complete": true,
        },
        "untrusted_fields": [
          "parameters",
          "document_name",
          "sent_to",
        ],
      }
    `);
  });

  it('has the newest first, although AWS sends what is running before all else', async () => {
    const running = { invocations: [{ instanceId: NODE, status: 'InProgress' }] };
    const fleet = fleetOf([command(0), command(1), command(2, running), command(3)]);
    const fixture = await startFixture({ fleet });
    expect(idsOf([listOf(await fixture.call(TOOL, {}))])).toEqual([0, 1, 2, 3].map(commandId));
  });

  it('shows each command exactly once along its cursors, within the bound, and asks AWS only once', async () => {
    const commands = Array.from({ length: 120 }, (_, n) =>
      command(n, { comment: `run ${n}`, parameters: { commands: ['echo "quoted" '.repeat(n)] } }),
    );
    const fixture = await startFixture({ fleet: fleetOf(commands) });
    const pages = await followAll(fixture, { max_tokens: 900 });
    expect(idsOf(pages)).toEqual(commands.map((each) => each.commandId));
    expect(fixture.endpoint.requests.length).toBe(3);
    for (const page of pages) expect(exactTokens(JSON.stringify(page)).max).toBeLessThanOrEqual(900);
    for (const page of pages.slice(0, -1)) {
      expect(exactTokens(JSON.stringify(page)).max).toBeGreaterThan(900 * 0.6);
    }
  });

  it('counts a command once that AWS sends twice', async () => {
    const fault = (): Fault => ({
      kind: 'patch',
      patch: (body) => ({ ...body, Commands: [body['Commands'], body['Commands']].flat() }),
    });
    const fixture = await startFixture({ fleet: fleetOf([command(0), command(1)]), fault });
    expect(idsOf([listOf(await fixture.call(TOOL, {}))])).toEqual([0, 1].map(commandId));
  });

  it('stops at max_items, says so, and reads on past the last command', async () => {
    const fixture = await startFixture({ fleet: fleetOf(Array.from({ length: 30 }, (_, n) => command(n))) });
    const pages = await followAll(fixture, { max_items: 8, page_size: 10 });
    expect(idsOf(pages)).toEqual(Array.from({ length: 30 }, (_, n) => commandId(n)));
    expect(pages[0]?.summary).toMatchObject({ commands: 8, complete: false });
    expect(pages[0]?.notes?.[0]).toContain('8 commands counted so far: max_items (8) was reached');
    expect(pages.at(-1)?.summary).toMatchObject({ commands: 30, complete: true, by_status: { Success: 30 } });
  });

  it('keeps what it read when AWS fails midway, and goes on from there', async () => {
    let faulty = true;
    const fault = ({ input }: { input: object }): Fault | undefined =>
      faulty && 'NextToken' in input ? { kind: 'error', type: 'AccessDeniedException' } : undefined;
    const fleet = fleetOf(Array.from({ length: 30 }, (_, n) => command(n)));
    const fixture = await startFixture({ fleet, fault });
    const first = listOf(await fixture.call(TOOL, { page_size: 10, max_tokens: 5_000 }));
    expect(first.summary).toMatchObject({ commands: 10, complete: false });
    expect(first.notes?.[0]).toContain('AccessDenied: the AWS identity in use may not call ssm:ListCommands');
    faulty = false;
    const rest = await followAll(fixture, { cursor: first.next_cursor });
    expect(idsOf([first, ...rest])).toEqual(Array.from({ length: 30 }, (_, n) => commandId(n)));
  });

  it('names the likely reasons when there is none', async () => {
    const fixture = await startFixture({ fleet: fleetOf([]) });
    const answer = await fixture.call(TOOL, { command_id: commandId(9) });
    expect(answer.text).toMatchInlineSnapshot(`
      "No commands in us-east-1 (account 111122223333) for command 11111111-2222-4333-8444-000000000009.
      Note: Likely reasons: the command_id is mistyped; it ran in another Region than us-east-1 (pass region); it is older than the 30 days that AWS keeps; the command was sent a moment ago (ask again in a few seconds); it was no Run Command: State Manager associations and Automation runs do not appear here (CloudTrail has who sent or started what)."
    `);
  });

  it('takes an unknown command for none, in whichever way AWS says so', async () => {
    const fault = (): Fault => ({ kind: 'error', type: 'InvalidCommandId' });
    const fixture = await startFixture({ fleet: fleetOf([]), fault });
    const list = listOf(await fixture.call(TOOL, { command_id: commandId(9) }));
    expect(list.summary).toMatchObject({ commands: 0, complete: true });
  });

  it.each([
    ['ExecutionStage', 'executing', ['InProgress', 'Cancelling']],
    ['Status', 'no instances in tag', ['NoInstancesInTag']],
    ['DocumentName', 'AWS-RunPatchBaseline', ['Success']],
  ])('filters by %s %s', async (key, value, statuses) => {
    const fixture = await startFixture();
    const list = listOf(await fixture.call(TOOL, { filters: [{ key, value }] }));
    expect(Object.keys(list.summary.by_status)).toEqual(statuses);
  });

  it("says of the commands of one node that the counts are not the node's", async () => {
    const fixture = await startFixture({ fleet: fleetOf([command(0)]) });
    const list = listOf(await fixture.call(TOOL, { instance_id: NODE }));
    expect(list.notes?.join()).toContain("the whole command's");
  });

  it('sends a status that only invocations have to the other tool', async () => {
    const fixture = await startFixture({ fleet: fleetOf([]) });
    const filters = [{ key: 'Status', value: 'Undeliverable' }];
    await expect(fixture.call(TOOL, { filters })).rejects.toMatchObject({
      problem: expect.stringContaining('list_command_invocations'),
    });
    expect(fixture.endpoint.requests).toEqual([]);
  });
});

describe('parameters', () => {
  it('are masked, and counted', async () => {
    const fixture = await startFixture();
    const answer = await fixture.call(TOOL, { command_id: EXAMPLE_COMMANDS.secretParameters });
    expect(`${answer.text}${JSON.stringify(answer.structured)}`).not.toContain('Tin-Lantern');
    expect(answer.text).toContain("--password='[redacted: password]' --host=db.example.internal");
    expect(listOf(answer).notes?.join()).toContain('2 secrets redacted in parameters and comments.');
  });

  it('are masked where only their name tells that they are secret', async () => {
    const parameters = { DbPassword: ['correct-horse-7'], Region: ['eu'] };
    const fixture = await startFixture({ fleet: fleetOf([command(0, { parameters })]) });
    const { commands } = listOf(await fixture.call(TOOL, {}));
    expect(commands[0]?.parameters).toEqual({ DbPassword: '[redacted: password]', Region: 'eu' });
  });

  it('are shortened among many and whole for one, and what is left out is counted', async () => {
    const script = Array.from({ length: 40 }, (_, n) => `echo line ${n} of a long script`);
    const parameters = { commands: script, workingDirectory: ['/srv'], executionTimeout: ['3600'] };
    const fixture = await startFixture({ fleet: fleetOf([command(0, { parameters }), command(1)]) });
    const [among] = listOf(await fixture.call(TOOL, {})).commands;
    expect(among?.parameters?.['commands']).toMatch(/^echo line 0 of .*… \([\d,]+ more characters\)$/s);
    expect(among?.parameters_omitted).toBe(2);
    const [alone] = listOf(await fixture.call(TOOL, { command_id: commandId(0) })).commands;
    expect(alone?.parameters).toEqual({
      commands: script.join('\n'),
      workingDirectory: '/srv',
      executionTimeout: '3600',
    });
  });

  it.each([500, 700, 2_500])('never push a page of one command past %i tokens', async (max_tokens) => {
    const parameters = {
      commands: ['\u{1f512} "quoted" \\ \u0430'.repeat(3_000)],
      DbPassword: ['correct-horse-7'],
    };
    const documentName = 'Aa0_-.'.repeat(21);
    const only = command(0, { parameters, documentName, comment: '\u{1f512}'.repeat(50) });
    const fixture = await startFixture({ fleet: fleetOf([only]) });
    const asked = {
      command_id: commandId(0),
      instance_id: NODE,
      filters: [
        { key: 'InvokedAfter', value: '2020-01-01T00:00:00Z' },
        { key: 'InvokedBefore', value: '2030-01-01T00:00:00Z' },
        { key: 'DocumentName', value: documentName },
        { key: 'Status', value: 'Success' },
        { key: 'ExecutionStage', value: 'Complete' },
      ],
    };
    const { text, structured } = await fixture.call(TOOL, { ...asked, max_tokens });
    for (const form of [text, JSON.stringify(structured)]) {
      expect(exactTokens(form).max).toBeLessThanOrEqual(max_tokens);
      expect(Buffer.byteLength(form)).toBeLessThanOrEqual(4 * max_tokens);
    }
    expect(listOf({ text, structured }).shown).toBe(1);
  });
});

describe('a cursor to a place that its result does not have', () => {
  it.each(['-z', '-1.0', '-1.z'])('%j is refused before AWS is asked', async (place) => {
    const fixture = await startFixture({ fleet: fleetOf([command(0), command(1)]) });
    const first = listOf(await fixture.call(TOOL, { max_items: 1 }));
    const before = fixture.endpoint.requests.length;
    const cursor = `${first.next_cursor?.split('-')[0]}${place}`;
    await expect(fixture.call(TOOL, { cursor })).rejects.toMatchObject({ code: 'InvalidInput' });
    expect(fixture.endpoint.requests.length).toBe(before);
  });
});
