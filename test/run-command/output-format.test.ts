import { describe, expect, it } from 'vitest';
import { pluginOutput, standardErrorContent, standardOutputContent } from '../../src/demo/agent-output.ts';
import { isCutBySsm, saysMore, splitJoinedOutput } from '../../src/run-command/output-format.ts';

describe('a cut by SSM', () => {
  it('is seen by the mark of either call', () => {
    expect(isCutBySsm('stdout', standardOutputContent('a'.repeat(24_000)))).toBe(true);
    expect(isCutBySsm('stderr', standardErrorContent('a'.repeat(8_000)))).toBe(true);
    expect(isCutBySsm('output', pluginOutput('a'.repeat(3_000), 'error'))).toBe(true);
    expect(isCutBySsm('output', pluginOutput('out', 'e'.repeat(3_000)))).toBe(true);
  });

  it('is seen by length where there is no mark, counted in bytes', () => {
    expect(isCutBySsm('stderr', 'e'.repeat(8_000))).toBe(true);
    expect(isCutBySsm('stderr', '\u00e9'.repeat(4_000))).toBe(true);
    expect(isCutBySsm('stdout', 'o'.repeat(24_000))).toBe(true);
  });

  it('is not seen in what SSM kept whole', () => {
    expect(isCutBySsm('stdout', 'o'.repeat(23_999))).toBe(false);
    expect(isCutBySsm('stderr', 'e'.repeat(7_999))).toBe(false);
    expect(isCutBySsm('stdout', 'a script that prints --output truncated-- and goes on')).toBe(false);
  });
});

describe('the text of the list', () => {
  it.each([
    ['', ''],
    ['out\n', ''],
    ['', 'err'],
    ['out', 'err'],
    ['o'.repeat(3_000), 'e'.repeat(3_000)],
    ['\u00e9'.repeat(1_400), 'x'.repeat(2_000)],
  ])('adds nothing to the streams it was made of', (stdout, stderr) => {
    expect(saysMore(pluginOutput(stdout, stderr), stdout, stderr)).toBe(false);
  });

  it('adds the words of the agent, beside silent streams and beside others', () => {
    expect(saysMore('Failed to retrieve manifest', '', '')).toBe(true);
    expect(saysMore('Failed to retrieve manifest', 'downloading', '')).toBe(true);
  });
});

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
