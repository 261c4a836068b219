/**
 * A JMESPath expression that a caller wrote, parsed by jmespath and checked as far as it can be without data: before
 * AWS is asked anything.
 */

import jmespath from 'jmespath';
import { InvalidInputError } from '../run-command/index.ts';
import { arityFault } from './functions.ts';
import { childrenOf, type Node } from './node.ts';

/** Characters (docs/limits.md). */
export const MAX_QUERY_LENGTH = 1_000;

export type Query = {
  readonly source: string;
  readonly root: Node;
  /** The members that it reads by name, other than those that it makes itself. */
  readonly members: ReadonlySet<string>;
};

type Token = { readonly type: string; readonly value: unknown; readonly start: number };

/** The types that are published know `search` alone. */
const { compile, tokenize } = jmespath as unknown as {
  compile(source: string): Node;
  tokenize(source: string): Token[];
};

/** Throws `InvalidInputError` with the place and the reason; `parameter` is the name of what holds the expression. */
export function compileQuery(source: string, parameter: string): Query {
  const fault = signFault(source) ?? syntaxFault(source);
  if (fault !== undefined) throw invalid(parameter, fault);
  const root = compile(parenthesized(source));
  const members = new Set<string>();
  const own = new Set<string>();
  // A list that grows as it is walked.
  const nodes: Node[] = [root];
  for (const node of nodes) {
    if (node.type === 'Field') members.add(node.name);
    if (node.type === 'MultiSelectHash') for (const { name } of node.children) own.add(name);
    if (node.type === 'Slice' && node.children[2] === 0) throw invalid(parameter, 'the step of a slice is 0');
    const wrong = node.type === 'Function' && arityFault(node.name, node.children.length);
    if (wrong) throw invalid(parameter, wrong);
    nodes.push(...childrenOf(node));
  }
  return { source, root, members: new Set([...members].filter((name) => !own.has(name))) };
}

function invalid(parameter: string, fault: string): InvalidInputError {
  return new InvalidInputError(
    `${parameter}: ${fault}.`,
    "Pass a JMESPath expression as --query of the AWS CLI takes it: CommandInvocations[?Status=='Failed'].[InstanceId, StatusDetails].",
  );
}

/** What the lexer of jmespath passes over, or stumbles over without a place. */
function signFault(source: string): string | undefined {
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (QUOTES.includes(sign)) {
      const end = closingOf(source, at);
      if (end === undefined) return `the ${sign} at character ${at + 1} is never closed`;
      if (!isReadable(source.slice(at, end + 1))) {
        return `what stands between ${sign} and ${sign} at character ${at + 1} is no valid JSON`;
      }
      at = end;
    } else if (/[=!<>]/.test(sign) && source[at + 1] === '=') at += 1;
    else if (sign === '=') return `= at character ${at + 1}: comparing for equality is ==`;
    else if (!SIGNS.test(sign) || (sign === '?' && source[at - 1] !== '[')) {
      return `${JSON.stringify(sign)} at character ${at + 1} is not expected`;
    }
  }
  return undefined;
}

const QUOTES = '\'"`';
const SIGNS = /^[\w \t\n.*,:{}\][()@?&|<>!-]$/;

function closingOf(source: string, opening: number): number | undefined {
  for (let at = opening + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[opening]) return at;
  }
  return undefined;
}

function isReadable(quoted: string): boolean {
  try {
    tokenize(quoted);
    return true;
  } catch {
    return false;
  }
}

/** jmespath's errors have no place: it is the first token with which the expression fails as it does whole. */
function syntaxFault(source: string): string | undefined {
  const tokens = tokenize(source);
  const fault = (index: number) => {
    const token = tokens[index];
    if (token === undefined) return `it ends at character ${source.length}, where more is expected`;
    const text = source.slice(token.start, tokens[index + 1]?.start).trim();
    const advice =
      token.type === 'Number' ? ' (numbers stand in backticks, names with a dash in double quotes)' : '';
    return `${text} at character ${token.start + 1} is not expected${advice}`;
  };
  // Where jmespath finds nothing of use behind a dot it goes on without a word.
  const dot = tokens.findIndex(
    ({ type }, index) => type === 'Dot' && !BEHIND_DOTS.has(tokens[index + 1]?.type ?? ''),
  );
  if (dot >= 0) return fault(dot + 1);
  const errorOf = (count: number) => messageOf(source.slice(0, tokens[count]?.start));
  const error = errorOf(tokens.length);
  if (error === undefined) return undefined;
  if (/\(EOF\)|got: EOF|of undefined/.test(error)) return fault(tokens.length);
  let [fine, faulty] = [0, tokens.length];
  while (faulty - fine > 1) {
    const middle = (fine + faulty) >> 1;
    if (errorOf(middle) === error) faulty = middle;
    else fine = middle;
  }
  // A slice says the same of a wrong token and of its end.
  return fault(error.includes('undefined(') ? faulty : faulty - 1);
}

const BEHIND_DOTS = new Set(['UnquotedIdentifier', 'QuotedIdentifier', 'Star', 'Lbracket', 'Lbrace']);

function messageOf(source: string): string | undefined {
  try {
    compile(parenthesized(source));
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** jmespath takes an `@` behind a parenthesis for the whole of an argument, and stumbles over `length(@.a)`. */
function parenthesized(source: string): string {
  let text = source;
  for (const { type, start } of tokenize(source).reverse()) {
    if (type === 'Current') text = `${text.slice(0, start)}(@)${text.slice(start + 1)}`;
  }
  return text;
}
