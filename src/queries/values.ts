/** What an expression is evaluated on, and what bounds it. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | Expression
  | { readonly [name: string]: Json };

/** `&expression`: an argument that is evaluated on each item. */
export class Expression {
  readonly of: (value: Json) => Json;

  constructor(of: (value: Json) => Json) {
    this.of = of;
  }
}

/** The expression cannot be evaluated on these values; the message says why, in words of ours. */
export class QueryFault extends Error {}

/** It makes more than there is room for. */
export class TooLarge extends Error {}

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'expression';

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Expression) return 'expression';
  return typeof value as Kind;
}

export function isObject(value: Json): value is { readonly [name: string]: Json } {
  return kindOf(value) === 'object';
}

/** What JMESPath takes for false: nothing, and what is empty. 0 is true. */
export function isFalse(value: Json): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);
}

export function equals(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => equals(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && equals(one[name] ?? null, other[name] ?? null))
  );
}

/** Of two numbers or two strings. */
export function compare(one: number | string, other: number | string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * What evaluating may make: so many members of arrays and objects, and characters. The heap's own limit comes last, as
 * running into it can cost more than the worker.
 */
export type Room = {
  /** Throws `TooLarge`. */
  take(count: number): void;
  list(items: readonly Json[]): readonly Json[];
  /** Without a prototype, so that a member of any name is its own. */
  object(entries: readonly (readonly [string, Json])[]): { readonly [name: string]: Json };
  /** As JSON, the text counted while it grows: values that stand in many places are shared until they are written. */
  json(value: Json): string;
};

export function createRoom(limit: number): Room {
  let left = limit;
  function take(count: number): void {
    left -= count;
    if (left < 0) throw new TooLarge();
  }
  return {
    take,
    list(items) {
      take(items.length);
      return items;
    },
    object(entries) {
      // A table takes more than an array of as many members.
      take(entries.length * 4);
      const object: Record<string, Json> = Object.create(null);
      for (const [name, value] of entries) object[name.toWellFormed()] = value;
      return object;
    },
    json(value) {
      return JSON.stringify(value, (name, member) => {
        take(name.length + (typeof member === 'string' ? member.length : 4));
        if (member instanceof Expression) return null;
        return typeof member === 'string' ? member.toWellFormed() : member;
      });
    },
  };
}
