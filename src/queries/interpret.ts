/**
 * What an expression gives. jmespath 0.16 parses well, but what its own interpreter gives differs from the AWS CLI: it
 * sorts numbers as text, finds no maximum of strings, takes null for 0, and starts_with() misses a start that recurs.
 * Members are looked up as an object's own, whatever their names.
 */

import { callFunction } from './functions.ts';
import type { Comparison, Node } from './node.ts';
import { compare, Expression, equals, isFalse, isObject, type Json, type Room } from './values.ts';

/** Throws `QueryFault` where a function is given what it does not take, `TooLarge` where there is no room left. */
export function interpret(root: Node, data: Json, room: Room): Json {
  return visit(root, data);

  function visit(node: Node, value: Json): Json {
    switch (node.type) {
      case 'Current':
      case 'Identity':
        return value;
      case 'Literal':
        return node.value as Json;
      case 'Field':
        return isObject(value) && Object.hasOwn(value, node.name) ? (value[node.name] ?? null) : null;
      case 'Index':
        return Array.isArray(value) ? (value.at(node.value) ?? null) : null;
      case 'Slice':
        return Array.isArray(value) ? room.list(slice(value, node.children)) : null;
      case 'Subexpression':
      case 'IndexExpression':
      case 'Pipe':
        return visit(node.children[1], visit(node.children[0], value));
      case 'OrExpression': {
        const first = visit(node.children[0], value);
        return isFalse(first) ? visit(node.children[1], value) : first;
      }
      case 'AndExpression': {
        const first = visit(node.children[0], value);
        return isFalse(first) ? first : visit(node.children[1], value);
      }
      case 'NotExpression':
        return isFalse(visit(node.children[0], value));
      case 'Comparator':
        return compared(node.name, visit(node.children[0], value), visit(node.children[1], value));
      case 'Projection':
        return project(visit(node.children[0], value), node.children[1]);
      case 'ValueProjection': {
        const base = visit(node.children[0], value);
        return isObject(base) ? project(Object.values(base), node.children[1]) : null;
      }
      case 'FilterProjection': {
        const [base, then, condition] = node.children;
        return project(visit(base, value), then, (item) => !isFalse(visit(condition, item)));
      }
      case 'Flatten': {
        const base = visit(node.children[0], value);
        if (!Array.isArray(base)) return null;
        room.take(base.reduce((sum, item) => sum + (Array.isArray(item) ? item.length : 1), 0));
        return base.flat();
      }
      case 'MultiSelectList':
        return value === null ? null : room.list(node.children.map((child) => visit(child, value)));
      case 'MultiSelectHash':
        return value === null
          ? null
          : room.object(node.children.map((child) => [child.name, visit(child.value, value)]));
      case 'Function':
        return callFunction(
          node.name,
          node.children.map((child) => visit(child, value)),
          room,
        );
      case 'ExpressionReference':
        return new Expression((item) => visit(node.children[0], item));
    }
  }

  function project(base: Json, then: Node, wanted?: (item: Json) => boolean): Json {
    if (!Array.isArray(base)) return null;
    const items: Json[] = [];
    for (const item of base) {
      if (wanted && !wanted(item)) continue;
      const projected = visit(then, item);
      if (projected === null) continue;
      room.take(1);
      items.push(projected);
    }
    return items;
  }
}

/** Only numbers and strings have an order; of others nothing is said. */
function compared(comparison: Comparison, one: Json, other: Json): Json {
  if (comparison === 'EQ') return equals(one, other);
  if (comparison === 'NE') return !equals(one, other);
  const ordered =
    (typeof one === 'number' && typeof other === 'number') ||
    (typeof one === 'string' && typeof other === 'string');
  if (!ordered) return null;
  const order = compare(one, other);
  if (order === 0) return comparison === 'GTE' || comparison === 'LTE';
  return order > 0 === comparison.startsWith('G');
}

/** As Python slices. */
function slice(items: readonly Json[], [from, to, by]: readonly (number | null)[]): readonly Json[] {
  const step = by ?? 1;
  const { length } = items;
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const bounded = (at: number) => Math.min(most, Math.max(least, at < 0 ? at + length : at));
  const [start, end] = step > 0 ? [0, length] : [length - 1, -1];
  const sliced: Json[] = [];
  const last = typeof to === 'number' ? bounded(to) : end;
  for (
    let at = typeof from === 'number' ? bounded(from) : start;
    step > 0 ? at < last : at > last;
    at += step
  ) {
    sliced.push(items[at] ?? null);
  }
  return sliced;
}
