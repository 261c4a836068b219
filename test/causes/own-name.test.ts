import { describe, expect, it } from 'vitest';
import { createGrouper, finish, messageOf } from '../../src/causes/index.ts';

function groupsOf(outcomes: readonly { nodeName: string; output: string; status: string }[]) {
  const grouper = createGrouper();
  for (const [member, outcome] of outcomes.entries()) grouper.add(outcome, messageOf(outcome), member);
  return finish(grouper.groups());
}

describe("a node's own name", () => {
  it('tells no causes apart, with or without its domain', () => {
    const groups = groupsOf([
      { status: 'Failed', nodeName: 'alpha.corp.example', output: 'ERROR: alpha.corp.example: lease denied' },
      { status: 'Failed', nodeName: 'beta.corp.example', output: 'ERROR: beta.corp.example: lease denied' },
      { status: 'Failed', nodeName: 'web-7a.corp.example', output: 'ERROR: web-7a: lease denied' },
    ]);
    expect(groups.map(({ members, cause }) => [members, cause])).toEqual([
      [[0, 1, 2], 'ERROR: alpha.corp.example: lease denied'],
    ]);
  });

  it('is said as such where successes are told', () => {
    const groups = groupsOf([
      { status: 'Success', nodeName: 'web-0007.example', output: 'rotated on web-0007.example' },
      { status: 'Success', nodeName: 'cache-0012.example', output: 'rotated on cache-0012.example' },
    ]);
    expect(groups).toMatchObject([{ members: [0, 1], cause: 'rotated on <node>' }]);
  });

  it('is left alone where it may be any word', () => {
    const groups = groupsOf([
      { status: 'Failed', nodeName: 'db', output: 'ERROR: no route to db' },
      { status: 'Failed', nodeName: 'web', output: 'ERROR: no route to cache' },
    ]);
    expect(groups.length).toBe(2);
  });
});
