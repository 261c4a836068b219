import { describe, expect, it } from 'vitest';
import { compileQuery, evaluate } from '../../src/queries/index.ts';

/** Lines as a worker reads them. */
function chunk(...lines: readonly (readonly [place: number, document: object])[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function ask(source: string, chunks: readonly Uint8Array[], signal = new AbortController().signal) {
  return evaluate(compileQuery(source, 'query'), chunks, signal);
}

const LONG = 'o'.repeat(2_000);

describe('evaluating in a worker', () => {
  it('reads the last of the lines of one place', async () => {
    const { values } = await ask('CommandInvocations[].Status', [
      chunk([0, { Status: 'InProgress' }], [1, { Status: 'Failed' }]),
      chunk([0, { Status: 'Success' }]),
    ]);
    expect(values).toEqual(['"Success"', '"Failed"']);
  });

  it('gives long outputs as any other member', async () => {
    const plugins = [{ Name: 'a', Output: `${LONG}é` }, { Output: 'short' }];
    const { values } = await ask('CommandInvocations[].CommandPlugins[]', [
      chunk([0, { CommandPlugins: plugins }]),
    ]);
    expect(values.map((value) => JSON.parse(value))).toEqual(plugins);
    const same = `CommandInvocations[].CommandPlugins[?contains(Output, 'é')].[keys(@), length(Output)] | [][]`;
    expect((await ask(same, [chunk([0, { CommandPlugins: plugins }])])).values).toEqual([
      '["Name","Output"]',
      '2001',
    ]);
  });

  it('ends at once when the call is cancelled, and the next one is not held up', async () => {
    const cancelled = new AbortController();
    const endless = `[${Array.from({ length: 50 }, () => '[@,@]').join('|')}|@]|@[0]==@[0][0]`;
    const asked = ask(endless, [], cancelled.signal);
    const next = ask('length(CommandInvocations)', [chunk([0, {}])]);
    cancelled.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
    expect(await next).toEqual({ isArray: false, values: ['1'] });
  });

  it('refuses what takes more than the memory of a worker, which the process survives', async () => {
    const many = Array.from({ length: 60 }, (_, part) =>
      chunk(
        ...Array.from({ length: 500 }, (_, index): [number, object] => [
          part * 500 + index,
          Object.fromEntries(
            Array.from({ length: 60 }, (_, name) => [`member${name}`, [`${index} ${name} ${part}`]]),
          ),
        ]),
      ),
    );
    await expect(ask('length(CommandInvocations)', many)).rejects.toMatchObject({
      code: 'InvalidInput',
      problem: expect.stringMatching(/took longer than 2 seconds|more memory than there is/),
    });
    expect((await ask('length(CommandInvocations)', [])).values).toEqual(['0']);
  });
});
