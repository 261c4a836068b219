import { describe, expect, it } from 'vitest';
import { splitJoinedOutput } from '../../src/run-command/joined-output.ts';

describe('the joined output of a plugin', () => {
  it('comes apart at the first separator, and loses nothing else', () => {
    const output = 'one\n\n----------ERROR-------\ntwo\n----------ERROR-------\nthree';
    expect(splitJoinedOutput(output, false)).toEqual({
      stdout: 'one\n',
      stderr: 'two\n----------ERROR-------\nthree',
    });
  });

  it('without a separator is why a plugin failed, or what one that succeeded has to say', () => {
    expect(splitJoinedOutput('no manifest', false)).toEqual({ stdout: '', stderr: 'no manifest' });
    expect(splitJoinedOutput('skipped', true)).toEqual({ stdout: 'skipped', stderr: '' });
  });
});
