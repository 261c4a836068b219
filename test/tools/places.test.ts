import { describe, expect, it } from 'vitest';
import { DEMO_REGIONS } from '../../src/demo/create-fleet.ts';
import { startFastClock } from '../fast-clock.ts';
import fc from '../properties.ts';
import { type Fixture, startFixture } from '../session.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

const PROFILES = ['prod', 'dev', 'test'];
const SIX = DEMO_REGIONS.slice(0, 6);

type Answer = {
  readonly summary: { readonly invocations: number; readonly complete: boolean };
  readonly places?: readonly {
    profile: string;
    account_id: string;
    region: string;
    invocations: number;
    complete: boolean;
    error?: string;
  }[];
  readonly next_cursor?: string;
  readonly read_on?: string;
  readonly notes?: readonly string[];
  readonly region: string;
  readonly profile?: string;
  readonly account_id?: string;
  readonly commands: readonly { command_id: string; invocations?: readonly { instance_id: string }[] }[];
};

async function ask(fixture: Fixture, tool: string, args: Record<string, unknown>) {
  const { text, structured } = await fixture.call(tool, args);
  return { text, answer: structured as Answer };
}

async function commandsIn(fixture: Fixture, profile: string, region: string): Promise<string[]> {
  const { answer } = await ask(fixture, 'list_commands', { profile, region, max_items: 2 });
  return answer.commands.map(({ command_id }) => command_id);
}

describe('a question over several places', () => {
  it('is one result, of which every row is shown once, and that says how many are where', async () => {
    const fixture = await startFixture({ nodes: 20, profiles: PROFILES, allowedRegions: SIX, regions: 6 });
    const filters = [{ key: 'DocumentName', value: 'AWS-RunPatchBaseline' }];
    const everywhere = { profile: '*', region: '*', filters, max_tokens: 6_000 };
    const { text, answer } = await ask(fixture, 'list_command_invocations', everywhere);
    expect(answer).toMatchObject({ region: '*', profile: '*', summary: { complete: true } });
    expect(answer.places).toHaveLength(18);
    expect(answer.places?.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(
      answer.summary.invocations,
    );
    expect(text).toMatch(
      /^\d+ invocations in 18 places \(all profiles, all Regions\) .*All counted\.\nBy place: /,
    );
    const alone = await ask(fixture, 'list_command_invocations', {
      profile: 'dev',
      region: 'us-west-2',
      filters,
    });
    const ofOne = answer.places?.find(({ profile, region }) => profile === 'dev' && region === 'us-west-2');
    expect(ofOne?.invocations).toBe(alone.answer.summary.invocations);
    expect(alone.answer.account_id).toBe(ofOne?.account_id);

    const seen: string[] = [];
    for (let page: Answer | undefined = answer; page; ) {
      for (const { command_id, invocations = [] } of page.commands)
        seen.push(...invocations.map(({ instance_id }) => `${command_id}/${instance_id}`));
      const cursor: string | undefined = page.next_cursor;
      page =
        cursor === undefined
          ? undefined
          : (await ask(fixture, 'list_command_invocations', { cursor, max_tokens: 6_000 })).answer;
    }
    expect(new Set(seen).size).toBe(answer.summary.invocations);
    expect(seen).toHaveLength(answer.summary.invocations);
  });

  it('leaves out no place that is denied, silent or throttled without end, and reads the others whole', async () => {
    const BAD = new Map([
      ['2 us-east-1', { kind: 'error', type: 'AccessDeniedException' } as const],
      ['3 eu-west-1', { kind: 'error', type: 'ThrottlingException' } as const],
      ['1 us-west-2', { kind: 'hang' } as const],
    ]);
    let broken = true;
    const fixture = await startFixture({
      nodes: 20,
      profiles: PROFILES,
      allowedRegions: SIX,
      regions: 6,
      fault: ({ account, region }) => (broken ? BAD.get(`${account} ${region}`) : undefined),
    });
    startFastClock();
    const filters = [{ key: 'DocumentName', value: 'AWS-RunPatchBaseline' }];
    const { text, answer } = await ask(fixture, 'list_command_invocations', {
      profile: '*',
      region: '*',
      filters,
    });
    expect(answer.summary.complete).toBe(false);
    const [first = ''] = text.split('\n');
    expect(first).toContain('NOT all counted. 3 of 18 places not read to the end: ');
    expect(first).toMatch(/dev \(\d{12}\) us-east-1 \(AccessDenied\)/);
    expect(first).toMatch(/test \(\d{12}\) eu-west-1 \((?:Throttled|TimeLimit)\)/);
    expect(first).toMatch(/prod \(\d{12}\) us-west-2 \((?:Unavailable|TimeLimit)\)/);
    expect(answer.places?.filter(({ complete }) => complete)).toHaveLength(15);
    expect(answer.notes?.join('\n')).toContain('ssm:ListCommandInvocations');

    broken = false;
    const later = await ask(fixture, 'list_command_invocations', { cursor: answer.read_on });
    expect(later.answer.summary.complete).toBe(true);
    expect(later.answer.places?.every(({ complete }) => complete)).toBe(true);
    const whole = await ask(fixture, 'list_command_invocations', { profile: '*', region: '*', filters });
    expect(later.answer.summary.invocations).toBe(whole.answer.summary.invocations);
  });

  it('stays within its bound in both forms, though most places are denied', async () => {
    const fixture = await startFixture({
      nodes: 20,
      profiles: PROFILES,
      allowedRegions: SIX,
      regions: 6,
      fault: ({ account, operation }) =>
        account > 1 && operation !== 'ListCommands'
          ? { kind: 'error', type: 'AccessDeniedException' }
          : undefined,
    });
    for (const tool of ['list_command_invocations', 'list_commands']) {
      const { text, structured } = await fixture.call(tool, { profile: '*', region: '*', max_tokens: 500 });
      for (const form of [text, JSON.stringify(structured)])
        expect(exactTokens(form).max).toBeLessThanOrEqual(500);
    }
  });

  it('fails where no place at all could be read', async () => {
    const fixture = await startFixture({
      profiles: PROFILES,
      fault: () => ({ kind: 'error', type: 'AccessDeniedException' }),
    });
    await expect(ask(fixture, 'list_commands', { profile: '*' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });
});

describe('a command in another place than the one asked', () => {
  it.each(['list_command_invocations', 'list_commands', 'get_command_invocation', 'compare_commands'])(
    'is found by %s, which says where',
    async (tool) => {
      const fixture = await startFixture({ nodes: 20, profiles: PROFILES, allowedRegions: SIX, regions: 3 });
      const [command_id, baseline_command_id] = await commandsIn(fixture, 'test', 'us-west-2');
      const place = { profile: 'test', region: 'us-west-2' };
      const { answer } = await ask(fixture, 'list_command_invocations', { command_id, ...place });
      const instance_id = answer.commands[0]?.invocations?.[0]?.instance_id;
      const more = {
        ...(tool === 'get_command_invocation' && { instance_id }),
        ...(tool === 'compare_commands' && { baseline_command_id }),
      };
      const found = await ask(fixture, tool, { command_id, ...more });
      expect(found.answer).toMatchObject({ region: 'us-west-2', profile: 'test' });
      expect(found.answer.notes?.[0]).toBe(
        'The command is not in prod us-east-1 but in test us-west-2, which was read.',
      );
    },
  );
});

describe('what may be asked', () => {
  it('is the default place where none is named, and nothing that is not allowed', async () => {
    const fixture = await startFixture({ profiles: PROFILES, allowedRegions: ['us-east-1', 'eu-west-1'] });
    await ask(fixture, 'list_commands', { max_items: 1 });
    expect(fixture.endpoint.requests.map(({ account, region }) => `${account} ${region}`)).toEqual([
      '1 us-east-1',
    ]);
    await expect(ask(fixture, 'list_commands', { profile: 'root' })).rejects.toMatchObject({
      problem: 'profile: "root" is not one that this server may ask.',
      remedy: 'It may ask prod, dev, test, or "*" for all; the user allows others with --profiles.',
    });
  });

  it('stays so whatever is passed', async () => {
    const fixture = await startFixture({
      nodes: 3,
      profiles: ['prod', 'dev'],
      accounts: 3,
      allowedRegions: ['us-east-1'],
      regions: 3,
    });
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('test', 'eu-west-1', 'arn:aws:iam::1:role/x', '__proto__'),
      fc.constantFrom('prod', 'dev', '*', 'us-east-1'),
    );
    await fc.assert(
      fc.asyncProperty(name, name, async (profile, region) => {
        const asked = ask(fixture, 'list_commands', { profile, region, max_items: 1 });
        await asked.catch((error: { code?: string }) => expect(error.code).toBe('InvalidInput'));
      }),
      { numRuns: 200 },
    );
    const places = fixture.endpoint.requests.map(({ account, region }) => `${account} ${region}`);
    expect([...new Set(places)].sort()).toEqual(['1 us-east-1', '2 us-east-1']);
  });

  it('is one place alone where no lists are configured, without a parameter for profiles', async () => {
    const fixture = await startFixture();
    await expect(ask(fixture, 'list_commands', { region: '*' })).rejects.toMatchObject({
      problem: 'region: this server asks one Region at a time.',
    });
    await expect(ask(fixture, 'list_commands', { profile: 'prod' })).rejects.toMatchObject({
      problem: 'unknown parameter "profile".',
    });
  });
});
