/** The functions of JMESPath, as the AWS CLI has them. */

import { compare, type Expression, equals, type Json, kindOf, QueryFault, type Room } from './values.ts';

type Type = ReturnType<typeof kindOf> | 'any' | 'array of numbers' | 'array of strings';

type Definition = {
  /** The types that each argument may have. */
  readonly takes: readonly (readonly Type[])[];
  /** The last argument may be repeated. */
  readonly variadic?: true;
  call(args: never, room: Room): Json;
};

const define = <const Args extends readonly unknown[]>(
  takes: readonly (readonly Type[])[],
  call: (args: Args, room: Room) => Json,
): Definition => ({ takes, call });

const ANY: readonly Type[] = ['any'];
const NUMBERS: readonly Type[] = ['array of numbers'];
const ORDERED: readonly Type[] = ['array of numbers', 'array of strings'];
const BY: readonly (readonly Type[])[] = [['array'], ['expression']];

type By = readonly [readonly Json[], Expression];
type Ordered = readonly [readonly (number | string)[]];
type Texts = readonly [string, string];
type Num = readonly [number];
type Objects = readonly Readonly<Record<string, Json>>[];

const FUNCTIONS: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ['abs', define([['number']], ([number]: Num) => Math.abs(number))],
  ['ceil', define([['number']], ([number]: Num) => Math.ceil(number))],
  ['floor', define([['number']], ([number]: Num) => Math.floor(number))],
  ['sum', define([NUMBERS], ([numbers]: readonly [readonly number[]]) => sumOf(numbers))],
  [
    'avg',
    define([NUMBERS], ([numbers]: readonly [readonly number[]]) =>
      numbers.length === 0 ? null : sumOf(numbers) / numbers.length,
    ),
  ],
  ['max', define([ORDERED], ([items]: Ordered) => extreme(items, itself, 1))],
  ['min', define([ORDERED], ([items]: Ordered) => extreme(items, itself, -1))],
  ['max_by', define(BY, ([items, by]: By) => extreme(items, keyOf('max_by', by), 1))],
  ['min_by', define(BY, ([items, by]: By) => extreme(items, keyOf('min_by', by), -1))],
  ['sort', define([ORDERED], ([items]: Ordered, room) => room.list(items.toSorted(compare)))],
  ['sort_by', define(BY, ([items, by]: By, room) => room.list(sortedBy(items, by)))],
  [
    'map',
    define([['expression'], ['array']], ([by, items]: readonly [Expression, readonly Json[]], room) =>
      room.list(items.map((item) => by.of(item))),
    ),
  ],
  [
    'contains',
    define([['array', 'string'], ANY], ([where, what]: readonly [string | readonly Json[], Json]) =>
      typeof where === 'string'
        ? typeof what === 'string' && where.includes(what)
        : where.some((item) => equals(item, what)),
    ),
  ],
  ['starts_with', define([['string'], ['string']], ([text, start]: Texts) => text.startsWith(start))],
  ['ends_with', define([['string'], ['string']], ([text, end]: Texts) => text.endsWith(end))],
  [
    'join',
    define(
      [['string'], ['array of strings']],
      ([glue, texts]: readonly [string, readonly string[]], room) => {
        room.take(texts.reduce((sum, text) => sum + text.length + glue.length, 0));
        return texts.join(glue);
      },
    ),
  ],
  [
    'length',
    define([['string', 'array', 'object']], ([value]: readonly [string | readonly Json[] | object]) =>
      Array.isArray(value)
        ? value.length
        : (typeof value === 'string' ? [...value] : Object.keys(value)).length,
    ),
  ],
  [
    'reverse',
    define([['array', 'string']], ([value]: readonly [string | readonly Json[]], room) => {
      room.take(value.length);
      return typeof value === 'string' ? [...value].reverse().join('') : value.toReversed();
    }),
  ],
  ['keys', define([['object']], ([object]: Objects, room) => room.list(Object.keys(object ?? {})))],
  ['values', define([['object']], ([object]: Objects, room) => room.list(Object.values(object ?? {})))],
  [
    'merge',
    {
      ...define([['object']], (objects: Objects, room) => room.object(objects.flatMap(Object.entries))),
      variadic: true,
    },
  ],
  [
    'not_null',
    {
      ...define([ANY], (values: readonly Json[]) => values.find((value) => value !== null) ?? null),
      variadic: true,
    },
  ],
  [
    'to_array',
    define([ANY], ([value]: readonly [Json], room) => (Array.isArray(value) ? value : room.list([value]))),
  ],
  [
    'to_string',
    define([ANY], ([value]: readonly [Json], room) => (typeof value === 'string' ? value : room.json(value))),
  ],
  ['to_number', define([ANY], ([value]: readonly [Json]) => numberIn(value))],
  ['type', define([ANY], ([value]: readonly [Json]) => kindOf(value))],
]);

/** Why a call with so many arguments cannot be; known without data. */
export function arityFault(name: string | undefined, count: number): string | undefined {
  if (name === undefined) return 'only the name of a function can stand before (';
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) {
    return `there is no function ${name}(); there are ${[...FUNCTIONS.keys()].toSorted().join(', ')}`;
  }
  const { takes, variadic } = definition;
  if (variadic ? count >= takes.length : count === takes.length) return undefined;
  return `${name}() takes ${variadic ? 'at least ' : ''}${takes.length} argument${takes.length === 1 ? '' : 's'}, not ${count}`;
}

/** Throws `QueryFault` where an argument is not of the type that the function takes. */
export function callFunction(name: string, args: readonly Json[], room: Room): Json {
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) throw new QueryFault(`there is no function ${name}()`);
  for (const [index, value] of args.entries()) {
    const types = definition.takes[index] ?? definition.takes.at(-1) ?? ANY;
    if (types.some((type) => isOf(value, type))) continue;
    throw new QueryFault(
      `${name}() takes as argument ${index + 1} ${types.join(' or ')}, and was given ${describe(value)}; [?...] before it can leave such values out, not_null() replace null`,
    );
  }
  return definition.call(args as never, room);
}

function isOf(value: Json, type: Type): boolean {
  if (type === 'any') return true;
  if (type === 'array of numbers') return Array.isArray(value) && value.every(isNumber);
  if (type === 'array of strings') return Array.isArray(value) && value.every(isString);
  return kindOf(value) === type;
}

const isNumber = (value: unknown) => typeof value === 'number';
const isString = (value: unknown) => typeof value === 'string';

function describe(value: Json): string {
  if (!Array.isArray(value)) return kindOf(value);
  const kinds = [...new Set(value.map(kindOf))];
  return kinds.length === 0 ? 'an empty array' : `an array of ${kinds.join(' and ')}`;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

type Key = (item: Json) => number | string;

/** Of items whose type was checked. */
const itself: Key = (item) => item as number | string;

function keyOf(name: string, by: Expression, type?: string): Key {
  return (item) => {
    const key = by.of(item);
    if ((typeof key === 'number' || typeof key === 'string') && (type === undefined || typeof key === type)) {
      return key;
    }
    throw new QueryFault(
      `${name}() compares ${type === undefined ? 'numbers or strings' : `${type}s`}, and one value is ${kindOf(key)}; [?...] before it can leave such items out`,
    );
  };
}

/** Of equal ones the first. */
function extreme(items: readonly Json[], key: Key, sign: 1 | -1): Json {
  let found: { readonly item: Json; readonly key: number | string } | undefined;
  for (const item of items) {
    const own = key(item);
    if (found === undefined || compare(own, found.key) * sign > 0) found = { item, key: own };
  }
  return found?.item ?? null;
}

function sortedBy(items: readonly Json[], by: Expression): readonly Json[] {
  const first = items[0];
  if (first === undefined) return items;
  const key = keyOf('sort_by', by, typeof keyOf('sort_by', by)(first));
  return items
    .map((item) => ({ item, key: key(item) }))
    .sort((one, other) => compare(one.key, other.key))
    .map(({ item }) => item);
}

/** As decimal digits alone: JavaScript takes "" for 0 and knows hexadecimal. */
function numberIn(value: Json): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '' || /[^\d\s.eE+-]/.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
