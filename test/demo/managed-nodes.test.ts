import { describe, expect, it } from 'vitest';
import { managedNode, nodeIndexOf } from '../../src/demo/managed-nodes.ts';
import { scramble, unscramble } from '../../src/demo/seeded.ts';
import { tallied } from './story-fixture.ts';

describe('managed nodes', () => {
  it('have ids of all three forms, with and without a name', () => {
    const nodes = Array.from({ length: 500 }, (_, index) => managedNode(1, index));
    const forms = nodes.map(({ instanceId }) =>
      instanceId.replace(/[0-9a-f]+$/, (digits) => `${digits.length}`),
    );
    expect(Object.keys(tallied(forms)).sort()).toEqual(['i-17', 'i-8', 'mi-17']);
    expect(nodes.filter(({ name }) => name === '').length).toBeGreaterThan(50);
    expect(new Set(nodes.map(({ instanceId }) => instanceId)).size).toBe(500);
  });

  it('are found by their id', () => {
    for (const index of [0, 1, 999, 2 ** 29, 2 ** 30, 2 ** 31 + 5]) {
      expect(nodeIndexOf(3, managedNode(3, index).instanceId)).toBe(index);
    }
    const { instanceId } = managedNode(3, 0);
    expect(
      nodeIndexOf(
        3,
        instanceId.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toBeUndefined();
    expect(nodeIndexOf(3, 'i-02573cafcfEXAMPLE')).toBeUndefined();
  });

  it('rest on a mixing that can be undone', () => {
    for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
      expect(unscramble(scramble(value))).toBe(value);
    }
  });
});
