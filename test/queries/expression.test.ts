import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../src/queries/index.ts';
import { InvalidInputError } from '../../src/run-command/errors.ts';

function problemOf(source: string): string {
  try {
    compileQuery(source, 'query');
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problem;
    throw error;
  }
  throw new Error(`accepted ${source}`);
}

describe('an expression that is none', () => {
  it.each([
    ["CommandInvocations[?Status='Failed']", '= at character 27: comparing for equality is ==.'],
    ["CommandInvocations[?Status=='Failed'", 'it ends at character 36, where more is expected.'],
    ["[?Status=='Failed].InstanceId", "the ' at character 11 is never closed."],
    ['[?ResponseCode==1]', '1 at character 17 is not expected (numbers stand in backticks'],
    ['CommandInvocations..Status', '. at character 20 is not expected.'],
    ['CommandInvocations[].', 'it ends at character 21, where more is expected.'],
    [
      'instance-id',
      '- at character 9 is not expected (numbers stand in backticks, names with a dash in double',
    ],
    ['a b', 'b at character 3 is not expected.'],
    ['a)', ') at character 2 is not expected.'],
    ['{a b}', 'b at character 4 is not expected.'],
    ['a[0:x]', 'x at character 5 is not expected.'],
    ['a[::0]', 'the step of a slice is 0.'],
    ['a#b', '"#" at character 2 is not expected.'],
    ['`{a`', 'what stands between ` and ` at character 1 is no valid JSON.'],
    ['', 'it ends at character 0, where more is expected.'],
    ['length()', 'length() takes 1 argument, not 0.'],
    ['@@', 'only the name of a function can stand before (.'],
    ['toString(@)', 'there is no function toString(); there are abs, avg,'],
  ])('is refused with the place and the reason: %s', (source, problem) => {
    expect(problemOf(source)).toContain(`query: ${problem}`);
  });

  it('is refused as the input that it is, whatever it holds', () => {
    const signs = [...'ab.*,:{}[]()@?&|<>=!-\'"`\\0 ', '[?', '[]', 'length(', '&&', '=='];
    const expression = fc.array(fc.constantFrom(...signs), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(expression, (source) => {
        try {
          compileQuery(source, 'query');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
    );
  });

  it('may nest as deep as its length lets it', () => {
    expect(problemOf('('.repeat(1_000))).toContain('it ends at character 1000');
    expect(() => compileQuery(`${'['.repeat(490)}a${']'.repeat(490)}`, 'query')).not.toThrow();
  });
});

it('knows which members an expression reads, without those that it makes itself', () => {
  const { members } = compileQuery('CommandInvocations[].{id: InstanceId} | [?id].["a-b"]', 'query');
  expect([...members]).toEqual(['CommandInvocations', 'InstanceId', 'a-b']);
});
