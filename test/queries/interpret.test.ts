import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../src/queries/expression.ts';
import { interpret } from '../../src/queries/interpret.ts';
import { createRoom, type Json, QueryFault, TooLarge } from '../../src/queries/values.ts';

const DATA: Json = {
  nodes: [
    { id: 'i-1', name: 'web', code: 10, up: true, outputs: ['error: error', 'ok'] },
    { id: 'i-2', name: 'db', code: 9, up: false, outputs: [] },
    { id: 'i-3', name: '', code: null, up: true, outputs: ['ok'] },
  ],
};

function ask(source: string, room = createRoom(1_000_000)): unknown {
  return JSON.parse(room.json(interpret(compileQuery(source, 'query').root, DATA, room)));
}

// What jmespath.py, which the AWS CLI uses, gives for the same.
describe('an expression gives what the AWS CLI gives', () => {
  it.each<[string, unknown]>([
    ['nodes[].id', ['i-1', 'i-2', 'i-3']],
    ["nodes[?name=='db'].[id, code]", [['i-2', 9]]],
    ['nodes[*].{i: id, first: outputs[0]} | [-1]', { i: 'i-3', first: 'ok' }],
    ['nodes[].outputs[]', ['error: error', 'ok', 'ok']],
    ['nodes[::-1].id', ['i-3', 'i-2', 'i-1']],
    ['nodes[5:0:-1].id', ['i-3', 'i-2']],
    ['nodes[?!up].id', ['i-2']],
    ['nodes[?outputs].id', ['i-1', 'i-3']],
    ['nodes[?name && up].id', ['i-1']],
    ['nodes[0].*', ['i-1', 'web', 10, true, ['error: error', 'ok']]],
    ['nodes[].missing', []],
    ['missing', null],
    ['nodes.id', null],
    ['length(@.nodes[?up])', 2],
    ['not_null(nodes[2].code, `7`)', 7],
    ['sort_by(nodes, &name)[].id', ['i-3', 'i-2', 'i-1']],
    ['map(&code, nodes)', [10, 9, null]],
    ['merge({a: `1`}, {b: `2`})', { a: 1, b: 2 }],
    ["join('+', nodes[].id)", 'i-1+i-2+i-3'],
    ['to_string({a: nodes[0].code})', '{"a":10}'],
    ['avg(`[]`)', null],
    ['contains(nodes[].outputs, `["ok"]`)', true],
  ])('%s', (source, expected) => {
    expect(ask(source)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['sort(nodes[].code)', [9, 10]],
    ["starts_with(nodes[0].outputs[0], 'error')", true],
    ['max_by(nodes, &name).id', 'i-1'],
    ['min_by(nodes, &name).id', 'i-3'],
    ['nodes[?code < `10`].id', ['i-2']],
    ['nodes[?code >= `0`].id', ['i-1', 'i-2']],
    ["to_number('')", null],
    ["to_number('0x10')", null],
    ["max(['B', 'a'])", 'a'],
  ])('where the interpreter of jmespath itself gives something else: %s', (source, expected) => {
    expect(ask(source)).toEqual(expected);
  });
});

it('looks up nothing but members of the data, whatever a name is', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'length']) {
    expect(ask(`nodes[0].${name}`)).toBeNull();
    expect(ask(`{a: nodes[0].id}.${name}`)).toBeNull();
    expect(ask(`nodes.${name}`)).toBeNull();
    expect(ask(`{"${name}": nodes[0].id}.${name}`)).toBe('i-1');
  }
});

it('says of which type a function takes an argument, and what it was given', () => {
  expect(() => ask('sum(nodes[].id)')).toThrow(
    new QueryFault(
      'sum() takes as argument 1 array of numbers, and was given an array of string; [?...] before it can leave such values out, not_null() replace null',
    ),
  );
  expect(() => ask('sort_by(nodes, &code)')).toThrow('sort_by() compares numbers, and one value is null;');
  expect(() => ask('merge(nodes[0], nodes[9])')).toThrow(
    'merge() takes as argument 2 object, and was given null;',
  );
  expect(() => ask('max_by(nodes, &outputs)')).toThrow(
    'max_by() compares numbers or strings, and one value is array;',
  );
});

it('ends where it makes more than there is room for', () => {
  const chain = (link: string, count: number) => Array.from({ length: count }, () => link).join('|');
  for (const source of [
    chain('[@,@]', 40),
    chain('[@,@][]', 80),
    `${chain('[@,@]', 40)}|to_string(@)`,
    `nodes[].id|${chain("[join('',@),join('',@)]", 35)}`,
  ]) {
    expect(() => ask(source)).toThrow(TooLarge);
  }
});

it('gives well-formed text alone', () => {
  expect(ask("reverse('a😀b')")).toBe('b😀a');
  expect(ask('`"\\ud800"`')).toBe('\ufffd');
});
