import { expect, test } from 'vitest';
import { createGrouper, finish, messageOf } from '../../src/causes/index.ts';
import { foldGroups } from '../../src/causes/merge/folding.ts';

function groupsOf(said: Readonly<Record<string, number>>, responseCode = 127) {
  const grouper = createGrouper();
  let member = 0;
  for (const [stderr, nodes] of Object.entries(said)) {
    for (let node = 0; node < nodes; node++) {
      const output = `\n----------ERROR-------\n${stderr}\nfailed to run commands: exit status ${responseCode}`;
      const outcome = { status: 'Failed', plugin: 'aws:runShellScript', responseCode, output };
      grouper.add(outcome, messageOf(outcome), member++);
    }
  }
  return finish(grouper.groups());
}

test('groups that differ in one word share a line that counts each', () => {
  const folded = finish(
    foldGroups(
      groupsOf({
        'bash: aws: command not found': 40,
        'bash: git: command not found': 22,
        'bash: psql: command not found': 3,
      }),
    ),
  );
  expect(folded).toHaveLength(1);
  expect(folded[0]).toMatchObject({ groups: 3, cause: 'command not found: aws 40, git 22, psql 3' });
  expect(folded[0]?.members).toEqual(Array.from({ length: 65 }, (_, member) => member));
});

test('groups without relatives come back as they are', () => {
  const groups = groupsOf({ 'disk is full: No space left on device': 2, 'nginx: Connection refused': 1 });
  expect(finish(foldGroups(groups))).toEqual(groups.map((group) => ({ ...group, groups: 1 })));
});

test('another response code is no relative', () => {
  const groups = [
    ...groupsOf({ 'bash: aws: command not found': 2 }),
    ...groupsOf({ 'bash: git: command not found': 1 }, 2),
  ];
  expect(finish(foldGroups(groups))).toHaveLength(2);
});

test('a family too large to name counts the rest', () => {
  const commands = ['aws', 'git', 'psql', 'helm', 'kubectl', 'docker', 'unzip'];
  const said = Object.fromEntries(
    commands.map((name, index) => [`bash: ${name}: command not found`, 10 - index]),
  );
  expect(finish(foldGroups(groupsOf(said)))[0]?.cause).toBe(
    'command not found: aws 10, git 9, psql 8, helm 7, kubectl 6 and 2 more',
  );
});

test('a folded line stays within 200 characters', () => {
  const long = 'cannot load the very long name of a module that goes on and on '.repeat(4);
  const folded = finish(
    foldGroups(groupsOf({ [`${long} alpha`]: 2, [`${long} beta`]: 1, [`${'x'.repeat(300)} y`]: 1 })),
  );
  for (const { cause = '' } of folded) expect(cause.length).toBeLessThanOrEqual(200);
});

test('a folded family is ranked by its sum and keeps an excerpt', () => {
  const said = {
    'disk check: store is locked by another process': 41,
    'step 3 of 9\ntar: /var/log/a.tar: Cannot write: No space left on device': 30,
    'step 3 of 9\ntar: /home/web/b.tar: Cannot write: No space left on device': 21,
  };
  const [first] = finish(foldGroups(groupsOf(said, 2)));
  expect(first?.members).toHaveLength(51);
  expect(first?.cause).toBe(
    'tar: Cannot write: No space left on device: /var/log/<...> 30, /home/web/<...> 21',
  );
  expect(first?.excerpt).toContain('step 3 of 9');
});

test('a word inside a sentence leaves a sign in its place', () => {
  const [only] = finish(
    foldGroups(groupsOf({ 'cannot reach web: timed out': 2, 'cannot reach db: timed out': 1 }, 2)),
  );
  expect(only?.cause).toBe('cannot reach …: timed out: web 2, db 1');
});
