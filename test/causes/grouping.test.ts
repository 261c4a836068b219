import { expect, test } from 'vitest';
import { type CauseGroup, createGrouper, finish, messageOf } from '../../src/causes/index.ts';
import type { Outcome } from '../../src/causes/outcome.ts';
import fc from '../properties.ts';

const SEPARATOR = '\n----------ERROR-------\n';

function failed(stderr: string, rest: Partial<Outcome> = {}): Outcome {
  const output = `${SEPARATOR}${stderr}failed to run commands: exit status ${rest.responseCode ?? 1}`;
  return { status: 'Failed', plugin: 'aws:runShellScript', responseCode: 1, output, ...rest };
}

function said(output: string, rest: Partial<Outcome> = {}): Outcome {
  return { status: 'Success', plugin: 'aws:runShellScript', responseCode: 0, output, ...rest };
}

function group(outcomes: readonly Outcome[]): CauseGroup[] {
  const grouper = createGrouper();
  for (const [member, outcome] of outcomes.entries()) grouper.add(outcome, messageOf(outcome), member);
  return finish(grouper.groups());
}

function sizes(outcomes: readonly Outcome[]): number[] {
  return group(outcomes).map(({ members }) => members.length);
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function script(index: number): string {
  const hex = index.toString(16).padStart(17, '0');
  return `/var/lib/amazon/ssm/i-${hex}/document/orchestration/5b0e31c7-94ad-4f0e-8d43-${hex.slice(5)}/awsrunShellScript/0.awsrunShellScript/_script.sh`;
}

test('ids, agent directories, line numbers and shells do not tell causes apart', () => {
  expect(
    sizes([
      failed(`${script(1)}: line 4: jq: command not found\n`),
      failed(`${script(2)}: line 17: jq: command not found\n`),
      failed('bash: line 1: jq: command not found\r\n'),
      failed('sh: 3: jq: not found\n'),
      failed('jq: command not found'),
    ]),
  ).toEqual([5]);
});

test('another command, package, file or repository is another cause, even on one node each', () => {
  const look = [
    ['jq: command not found', 'git: command not found'],
    ['E: Unable to locate package nginx', 'E: Unable to locate package httpd'],
    ['cat: /etc/a.conf: No such file or directory', 'cat: /etc/b.conf: No such file or directory'],
    [
      "fatal: repository 'https://example.com/a.git/' not found",
      "fatal: repository 'https://example.com/b.git/' not found",
    ],
    ['curl: (22) The requested URL returned error: 403', 'curl: (22) The requested URL returned error: 404'],
    ['OSError: [Errno 28] No space left on device', 'OSError: [Errno 24] Too many open files'],
    ['Exception from HRESULT: 0x80072EE2', 'Exception from HRESULT: 0x80240437'],
  ];
  for (const [one = '', other = ''] of look) {
    expect(sizes([failed(`${one}\n`), failed(`${other}\n`)]), one).toEqual([1, 1]);
  }
});

test('few values that many nodes share each tell causes apart', () => {
  const commands = ['aws', 'git', 'psql', 'jq', 'unzip', 'docker', 'kubectl', 'helm', 'terraform', 'node'];
  const outcomes = times(400, (index) =>
    failed(`bash: ${commands[index % commands.length]}: command not found\n`),
  );
  expect(sizes(outcomes)).toEqual(Array.from({ length: 10 }, () => 40));
});

test('names that hold digits stay apart however many there are, where many nodes share each', () => {
  const names =
    'python3.11 gcc-12 php8.2-fpm lib32z1 log4j2 x11-utils k3s libc6 bzip2 p7zip iproute2 qt5-base';
  const packages = names.split(' ');
  const missing = times(600, (index) =>
    failed(`E: Unable to locate package ${packages[index % packages.length]}\n`),
  );
  expect(sizes(missing)).toEqual(packages.map(() => 50));
  const units = ['web-01', 'web-02', 'db-01', 'mq-3', 'cron-9', 'api-4', 'fe-8'];
  const unknown = times(350, (index) => failed(`Unit ${units[index % units.length]}.service not found.\n`));
  expect(sizes(unknown)).toEqual(units.map(() => 50));
});

test('numbers of one thing tell nothing, however the nodes share them', () => {
  const outcomes = times(600, (index) =>
    failed(`link on port swp${index % 40} lost its carrier: unreachable\n`),
  );
  expect(sizes(outcomes)).toEqual([600]);
});

test('files that many nodes share stay apart, however many there are', () => {
  const outcomes = times(600, (index) =>
    failed(`cat: /etc/app/${'abcdefghijkl'[index % 12]}.conf: Permission denied\n`),
  );
  expect(sizes(outcomes)).toEqual(Array.from({ length: 12 }, () => 50));
});

test('values that many nodes share stay apart beside others that one node has each', () => {
  const rare = [
    'helm',
    'kubectl',
    'docker',
    'unzip',
    'terraform',
    'vault',
    'consul',
    'packer',
    'nomad',
    'rclone',
  ];
  const missing = [...times(40, () => 'aws'), ...times(22, () => 'git'), ...rare];
  const outcomes = missing.map((command) => failed(`bash: ${command}: command not found\n`));
  expect(sizes(outcomes).slice(0, 2)).toEqual([40, 22]);
});

test('a part that differs on nearly every node tells nothing, whatever it looks like', () => {
  const word = (index: number) =>
    [...(index + 1000).toString(36)]
      .map((sign) => String.fromCharCode(97 + (Number.parseInt(sign, 36) % 26)))
      .join('');
  const groups = group(
    times(300, (index) => failed(`tenant ${word(index * 7919)}x${word(index)} is locked out\n`)),
  );
  expect(groups).toHaveLength(1);
  expect(groups[0]?.members).toHaveLength(300);
  expect(groups[0]?.cause).toMatch(/^tenant [a-z]+ is locked out$/);
});

test('status, plugin and response code tell causes apart', () => {
  expect(
    sizes([
      failed('check failed\n'),
      failed('check failed\n', { responseCode: 2 }),
      failed('check failed\n', { plugin: 'InstallAgent' }),
      failed('check failed\n', { status: 'ExecutionTimedOut' }),
    ]),
  ).toEqual([1, 1, 1, 1]);
});

test('every spelling of exit code -1 is the same', () => {
  const groups = group([
    failed('boom: cannot start\n', { responseCode: -1 }),
    { ...failed('boom: cannot start\n'), responseCode: 4_294_967_295 },
    {
      ...failed(''),
      responseCode: -1,
      output: `${SEPARATOR}boom: cannot start\r\nfailed to run commands: exit status 0xffffffff`,
    },
  ]);
  expect(groups).toMatchObject([{ responseCode: -1, members: [0, 1, 2] }]);
});

test('a code that is not the script’s own does not tell apart', () => {
  const never = (responseCode: number): Outcome => ({ status: 'Undeliverable', responseCode, output: '' });
  expect(group([never(-1), never(1)])).toMatchObject([{ status: 'Undeliverable', members: [0, 1] }]);
});

test('nodes that never ran have no cause to quote', () => {
  const [only] = group([{ status: 'DeliveryTimedOut', responseCode: -1, output: '' }]);
  expect(only).not.toHaveProperty('cause');
  expect(only).not.toHaveProperty('excerpt');
});

test('failures come first, then unfinished, then successes, and large groups before small ones', () => {
  const groups = group([
    said('ok\n'),
    said('ok\n'),
    said('ok\n'),
    { status: 'InProgress', output: '' },
    failed('a: Permission denied\n'),
    failed('b: Connection refused\n'),
    failed('b: Connection refused\n'),
  ]);
  expect(groups.map(({ status, members }) => [status, members.length])).toEqual([
    ['Failed', 2],
    ['Failed', 1],
    ['InProgress', 1],
    ['Success', 3],
  ]);
});

test('a message that the agent cut joins the whole one that another node said', () => {
  const whole =
    'fatal: unable to access the artifact store because the certificate of its mirror has expired';
  const cut: Outcome = { ...failed(''), output: `${SEPARATOR}${whole.slice(0, 60)}\n---Error truncated----` };
  expect(group([failed(`${whole}\n`), cut, failed(`${whole}\n`)])).toMatchObject([
    { members: [0, 1, 2], cut: 1, cause: whole },
  ]);
});

test('a whole message stays apart from a longer one, also where another node had it cut', () => {
  const whole = 'cannot write the state file: No space left on device';
  const cut: Outcome = { ...failed(''), output: `${SEPARATOR}${whole}\n---Error truncated----` };
  const outcomes = [cut, failed(`${whole} while copying\n`), failed(`${whole}\n`)];
  for (const order of [outcomes, outcomes.toReversed()]) expect(sizes(order)).toEqual([2, 1]);
});

test('a group counts its members whose output SSM cut, and quotes no fragment', () => {
  const cutAt = (fragment: string): Outcome => ({
    ...failed(''),
    output: `copied a\n${fragment}\n---Output truncated---`,
  });
  const groups = group([cutAt('copying b'), cutAt('error: cannot open the sto'), cutAt('c')]);
  expect(groups).toMatchObject([{ members: [0, 1, 2], cut: 3 }]);
  expect(groups[0]).not.toHaveProperty('cause');
});

test('where the last line was cut the best whole line is quoted', () => {
  const output =
    'relay: store is locked by another process\nerror: cannot open the sto\n---Output truncated---';
  expect(group([{ ...failed(''), output }])).toMatchObject([
    { cause: 'relay: store is locked by another process', cut: 1 },
  ]);
});

test('nodes that never ran are together whatever step they did not come to', () => {
  const never = (plugin: string): Outcome => ({
    status: 'Undeliverable',
    plugin,
    responseCode: -1,
    output: '',
  });
  expect(sizes([never('RotateLogs'), never('InstallAgent')])).toEqual([2]);
});

test('computers renamed to random names of one length are one cause', () => {
  const names = ['WEB-06TM', 'WEB-RBEU', 'WEB-KA60', 'WEB-RJ9C'];
  expect(
    sizes(names.map((name) => failed(`renaming it to '${name}' failed: the account already exists\n`))),
  ).toEqual([4]);
});

test('codes tell apart however many there are', () => {
  const outcomes = times(120, (index) => failed(`upload refused with status code: ${401 + (index % 12)}\n`));
  expect(sizes(outcomes)).toEqual(Array.from({ length: 12 }, () => 10));
});

test('successes are grouped by what they said', () => {
  const outcomes = times(1_000, (index) => said(index % 50 < 3 ? '5.4.0-150\n' : '5.10.0-28\n'));
  expect(group(outcomes).map(({ cause, members }) => [cause, members.length])).toEqual([
    ['5.10.0-28', 940],
    ['5.4.0-150', 60],
  ]);
});

test('successes that differ in volatile parts only fold together and say so', () => {
  const groups = group(
    times(40, (index) => said(`2026-11-22T09:00:${10 + index}Z app started, pid ${4000 + index}\n`)),
  );
  expect(groups).toHaveLength(1);
  expect(groups[0]?.cause).toMatchInlineSnapshot(`"<...> app started, pid <...>"`);
});

test('successes with nothing in common are one group that says so', () => {
  const word = (index: number) =>
    `${Math.sin(index + 1)}`.replace(/\d/g, (digit) => 'qwertyuiop'[Number(digit)] ?? '');
  const groups = group(
    times(200, (index) =>
      said(Array.from({ length: 1 + (index % 40) }, (_, at) => word(index * 50 + at)).join(' ')),
    ),
  );
  expect(groups).toHaveLength(1);
  expect(groups[0]?.cause).toContain('nothing in common');
});

test('digests and addresses are answers where there are few, and volatile where each node has its own', () => {
  const digest = (index: number) =>
    (0x5deece66d + index * 7_919_000_017).toString(16).padStart(16, '0').repeat(4);
  const answers = (values: number) => times(600, (index) => said(`${digest(index % values)}  /etc/passwd\n`));
  expect(sizes(answers(2))).toEqual([300, 300]);
  expect(sizes(answers(600))).toEqual([600]);
});

test('a count that takes dozens of values is told as one answer', () => {
  expect(sizes(times(800, (index) => said(`Updated: ${index % 40} packages\n`)))).toEqual([800]);
  const versions = times(800, (index) => said(`5.10.${index % 10 < 9 ? index % 3 : index % 40}-1\n`));
  expect(sizes(versions).length).toBeGreaterThan(3);
});

test('no cut parts a surrogate pair', () => {
  const lone = /\p{Cs}/u;
  for (const width of times(8, (index) => 84 + index).concat(
    149,
    150,
    198,
    199,
    200,
    498,
    499,
    500,
    598,
    599,
  )) {
    const line = `${'w'.repeat(width)}${'🧨'.repeat(300)}`;
    const texts = [line, `Error: ${line}: permission denied`, `${line}\n${line}\n${line}`];
    for (const text of texts) {
      for (const outcome of [failed(`${text}\n`), said(text), said(`ok\n${SEPARATOR}${text}`)]) {
        for (const { cause = '', excerpt = '', hides } of group([outcome])) {
          expect(lone.test(`${cause}${excerpt}${hides?.line ?? ''}`), `${width}`).toBe(false);
        }
      }
    }
  }
});

test('what a JSON message escapes is as clean as the rest', () => {
  const line = String.raw`{"level":"error","msg":"\u001b[31mdisk \ud83d is\u202e full\nnow"}`;
  const [only] = group([failed(`${line}\n`)]);
  expect(only?.cause).toBe('[31mdisk is full now');
});

test('300 different causes stay 300 groups', () => {
  const letters = 'abcdefghijklmnopqrst';
  const name = (index: number) => `${letters[index % 20]}${letters[Math.floor(index / 20) % 20]}ule`;
  const outcomes = times(3_000, (index) =>
    failed(`loader: cannot open module ${name(index % 300)}: missing symbol\n`),
  );
  expect(sizes(outcomes)).toEqual(Array.from({ length: 300 }, () => 10));
});

test('asking for groups again after more outcomes counts them all', () => {
  const grouper = createGrouper();
  const outcome = failed('a: Permission denied\n');
  grouper.add(outcome, messageOf(outcome), 0);
  const early = finish(grouper.groups());
  grouper.add(outcome, messageOf(outcome), 1);
  expect(early).toMatchObject([{ members: [0] }]);
  expect(finish(grouper.groups())).toMatchObject([{ members: [0, 1] }]);
});

const HOSTILE: Readonly<Record<string, string>> = {
  empty: '',
  'one line of 2,500 bytes': 'e'.repeat(2_500),
  'a million repeated characters': 'error '.repeat(166_667),
  'a million spaces': ' '.repeat(1_000_000),
  'a million line ends': '\n'.repeat(1_000_000),
  'a million carriage returns': 'a\r'.repeat(500_000),
  'only separators': SEPARATOR.repeat(1_000),
  'only a truncation marker': '\n---Output truncated---',
  binary: String.fromCharCode(...Array.from({ length: 2_500 }, (_, index) => (index * 7919) % 65_536)),
  'digits and dots': '1.2.3.4:5-6/7 '.repeat(80_000),
  hexadecimal: 'deadbeef0'.repeat(100_000),
  'brackets and quotes': `{"msg":"${'\\"'.repeat(400_000)}`,
  'nothing but tracebacks': 'Traceback (most recent call last):\n  File "x"\n'.repeat(20_000),
  'nothing but PowerShell': 'x : y\nAt C:\\a.ps1:1 char:1\n+ CategoryInfo : x\n'.repeat(20_000),
};

for (const [name, output] of Object.entries(HOSTILE)) {
  test(`hostile output groups without error: ${name}`, () => {
    for (const status of ['Failed', 'Success']) {
      const groups = group([
        { status, output },
        { status, output: `${output}${SEPARATOR}${output}` },
      ]);
      expect(groups.flatMap(({ members }) => members).sort()).toEqual([0, 1]);
      for (const { cause = '', excerpt = '' } of groups) {
        expect(cause.length).toBeLessThanOrEqual(200);
        expect(excerpt.length).toBeLessThanOrEqual(600);
      }
    }
  });
}

const outputs = fc.oneof(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'error: ',
        'failed to run commands: exit status 1',
        SEPARATOR,
        '\n',
        '\r',
        ' : ',
        'At C:\\x.ps1:1 char:2',
        'Traceback (most recent call last):',
        '{"level":"error","msg":"',
        '"}',
        'i-0123456789abcdef0',
        '¤',
        '<...>',
        '---Error truncated----',
        'No space left on device',
        '12.5.3-4',
        '🧨'.repeat(70),
        'w',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);

test('every outcome is in exactly one group, and what is told of a group is bounded', () => {
  const outcome = fc.record({
    status: fc.constantFrom('Failed', 'Success', 'InProgress', 'TimedOut'),
    output: outputs,
  });
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 40 }), (outcomes) => {
      const groups = group(outcomes);
      const members = groups.flatMap((one) => one.members);
      expect(members.toSorted((one, other) => one - other)).toEqual([...outcomes.keys()]);
      for (const { cause = '', excerpt = '', hides, status, members: own } of groups) {
        expect(cause.length).toBeLessThanOrEqual(200);
        expect(cause).not.toMatch(/[\r\n]/);
        expect(/\p{Cs}/u.test(`${cause}${excerpt}${hides?.line ?? ''}`)).toBe(false);
        expect(excerpt.length).toBeLessThanOrEqual(600);
        expect(excerpt.split('\n').length).toBeLessThanOrEqual(6);
        for (const member of own) expect(outcomes[member]?.status).toBe(status);
      }
    }),
    { numRuns: 300 },
  );
});

test('the order of arrival does not change what belongs together', () => {
  fc.assert(
    fc.property(fc.array(outputs, { minLength: 2, maxLength: 25 }), (texts) => {
      const together = (list: readonly string[], at: (index: number) => number) =>
        group(list.map((output) => ({ status: 'Failed', output })))
          .map(({ members }) =>
            members
              .map(at)
              .sort((one, other) => one - other)
              .join(),
          )
          .sort();
      const last = texts.length - 1;
      expect(together(texts, (index) => index)).toEqual(
        together(texts.toReversed(), (index) => last - index),
      );
    }),
    { numRuns: 200 },
  );
});
