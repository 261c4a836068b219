import { describe, expect, test } from 'vitest';
import { type CauseGroup, createGrouper, finish, messageOf } from '../../src/causes/index.ts';

const SEPARATOR = '\n----------ERROR-------\n';

function group(outputs: readonly string[]): CauseGroup[] {
  const grouper = createGrouper();
  for (const [member, output] of outputs.entries()) {
    const outcome = { status: 'Success', plugin: 'Report', responseCode: 0, output };
    grouper.add(outcome, messageOf(outcome), member);
  }
  return finish(grouper.groups());
}

function times(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function hiddenIn(stdout: string, stderr = ''): CauseGroup['hides'] {
  return group([stderr === '' ? stdout : `${stdout}${SEPARATOR}${stderr}`])[0]?.hides;
}

describe('a failure that a success hides is quoted', () => {
  test.each([
    [
      'a complaint on stderr',
      '',
      "cp: cannot stat '/opt/x': No such file or directory\n",
      "cp: cannot stat '/opt/x': No such file or directory",
    ],
    [
      'a level on stdout',
      '2026-11-20 03:11:22 ERROR upload of part 7 was dropped\n',
      '',
      'ERROR upload of part 7 was dropped',
    ],
    ['a level in another language', 'FEHLER: Das Laufwerk ist voll\n', '', 'FEHLER: Das Laufwerk ist voll'],
    ['a count above zero', '== 3 failed, 117 passed in 4 s ==\n', '', '3 failed, 117 passed'],
    ['a printed exit code', 'checker exited with code 3\n', '', 'checker exited with code 3'],
    ['a killed process', '', '/tmp/s.sh: line 4:  812 Killed      sort big\n', 'Killed'],
    [
      'a crash',
      '',
      '_script.sh: line 7: 26 Segmentation fault      (core dumped) facts\n',
      'Segmentation fault',
    ],
    [
      'an error of the system behind a name',
      'web-7: could not read the role: Permission denied\n',
      '',
      'Permission denied',
    ],
    [
      'a JSON answer',
      '{"ok":false,"error":"the bucket was not writable"}\n',
      '',
      'the bucket was not writable',
    ],
    [
      'a PowerShell record',
      '',
      'Stop-Relay : Der Dienst kann nicht beendet werden.\nIn C:\\x\\_script.ps1:3 Zeichen:1\n+ Stop-Relay\n+ ~~~~~~~~~~\n    + CategoryInfo          : CloseError: (:) [], E\n',
      'Stop-Relay : Der Dienst kann nicht beendet werden.',
    ],
  ])('%s', (_, stdout, stderr, line) => {
    const hides = hiddenIn(stdout, stderr);
    expect(hides?.isError).toBe(true);
    expect(hides?.line).toContain(line);
  });
});

describe('an honest success is not accused', () => {
  test.each([
    ['counts of zero', 'ERROR: 0\nFATAL: 0\nTests: 12 passed, 0 failed\n', ''],
    ['TAP', 'TAP version 13\nok 1 - refuses an expired token\nok 4 - exits 1 on invalid input\n1..4\n', ''],
    ['a report of checks', '[PASS] 1.1.1 cramfs is disabled\n[FAIL] 1.2.6 error logging is configured\n', ''],
    ['names', 'error-reporter.service is active (running)\n', ''],
    ['settings', 'error_log /var/log/error.log warn;\non_error = abort\nlog_level = error\n', ''],
    ['a listing', '-rw-r--r-- 1 root root 0 Nov 20 03:11 failed-jobs.txt\n', ''],
    ['subjects of commits', '4f2a9c1 Fix crash: connection refused\n9b1e77d Handle error: disk full\n', ''],
    ['what should be refused', 'probe: connection refused, as it should be\n', ''],
    [
      'information and progress on stderr',
      'done\n',
      'time="x" level=info msg="no errors"\n100  1024  100  1024\n',
    ],
    ['a JSON answer', '{"ok":true,"failed":0,"errors":[],"error":null,"onError":"continue"}\n', ''],
  ])('%s', (_, stdout, stderr) => {
    expect(hiddenIn(stdout, stderr)?.isError ?? false).toBe(false);
  });
});

test('nodes that hide a failure are apart from honest ones, and together by what they hide', () => {
  const groups = group(
    times(200, (index) =>
      index < 6
        ? `registering ${index}\n${SEPARATOR}curl: (7) Failed to connect after ${index} ms: refused\n`
        : `registering ${index}\n`,
    ),
  );
  expect(groups.map(({ members, hides }) => [members.length, hides?.isError ?? false])).toEqual([
    [194, false],
    [6, true],
  ]);
});

test('a warning on stderr is a remark, not an error', () => {
  expect(hiddenIn('ok\n', 'warning: the cache is cold\n')).toEqual({
    line: 'warning: the cache is cold',
    isError: false,
  });
});

test('a volatile part in one line hides no values of another', () => {
  const version = (index: number) => (index < 951 ? '3.3.987.0' : index < 965 ? '3.1.1927.0' : '3.2.582.0');
  const groups = group(times(1_000, (index) => `Agent version: ${version(index)}\nup ${index % 97} days\n`));
  expect(groups.map(({ cause, members }) => [cause, members.length])).toEqual([
    ['Agent version: 3.3.987.0 | up <...> days', 951],
    ['Agent version: 3.2.582.0 | up <...> days', 35],
    ['Agent version: 3.1.1927.0 | up <...> days', 14],
  ]);
});

test('lines of different lengths hide no values of another', () => {
  const uptime = (index: number) => (index % 3 ? `up ${index % 97} days, 2 users` : `up ${index % 23} h`);
  const groups = group(times(600, (index) => `kernel ${index % 4}.1\n${uptime(index)}\n`));
  expect(groups.map(({ members }) => members.length)).toEqual([150, 150, 150, 150]);
});

test('more values than can be listed are counted', () => {
  const [only, ...rest] = group(times(800, (index) => `kernel 5.10.${index % 40}\nup ${index} s\n`));
  expect(rest).toEqual([]);
  expect(only?.cause).toContain('kernel <...>');
  expect(only?.distribution?.[0]).toEqual({ value: '5.10.0', nodes: 20 });
  expect(only?.distribution?.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(800);
});

test('JSON answers are compared by path, and the paths that differ are shown', () => {
  const answer = (index: number, version: string, chosen: object | null) =>
    JSON.stringify(
      {
        image: { arch: 'x86_64', version },
        available: ['1.1.2', '1.0.8'],
        chosen,
        last: { status: 'Success', took_ms: index, timestamp: `2026-11-20T03:11:22.${100 + index}Z` },
        padding: 'p'.repeat(200),
      },
      null,
      2,
    );
  const groups = group([
    ...times(3, (index) => answer(index, '1.0.5', { version: '1.1.2' })),
    answer(3, '1.1.2', null),
  ]);
  expect(groups.map(({ cause, members }) => [cause, members.length])).toEqual([
    ['image.version: 1.0.5; chosen.version: 1.1.2', 3],
    ['image.version: 1.1.2; chosen: null', 1],
  ]);
});

test('answers with other names than those of this program are compared all the same', () => {
  const outputs = ['__proto__', 'constructor', 'toString'].map((name) => `{"${name}": 1, "b": 2}`);
  expect(group(outputs).flatMap(({ members }) => members)).toHaveLength(3);
});
