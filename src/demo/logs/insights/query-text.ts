/**
 * The part of Logs Insights' query language that the endpoint executes: `fields`, `filter` with `like` and `and`, `sort`
 * and `limit`. Anything else is refused as the service refuses what it cannot read.
 */
import { malformed } from './malformed.ts';
import { type Pattern, patternOf } from './pattern.ts';

export const FIELDS = ['@ingestionTime', '@log', '@logStream', '@message', '@ptr', '@timestamp'] as const;
export type Field = (typeof FIELDS)[number];

export type Condition = { readonly field: Field; readonly like: Pattern | string };
export type Sorting = { readonly field: Field; readonly descending: boolean };

export type Query = {
  /** In the order in which they are shown. */
  readonly fields: readonly Field[];
  /** Each of them holds. */
  readonly conditions: readonly Condition[];
  readonly sorting: Sorting;
  readonly limit: number;
};

const DEFAULT_LIMIT = 10_000;
const MOST_RESULTS = 100_000;
const MOST_CHARACTERS = 10_000;

type Token = {
  readonly kind: 'word' | 'field' | 'number' | 'text' | 'pattern' | 'mark';
  readonly text: string;
};

/** Throws MalformedQueryException. */
export function parseQuery(text: string): Query {
  if (text.length > MOST_CHARACTERS) throw malformed(`query is longer than ${MOST_CHARACTERS} characters`);
  const tokens = tokensOf(text);
  let fields: Field[] = [];
  const conditions: Condition[] = [];
  let sorting: Sorting | undefined;
  let limit: number | undefined;

  const next = (kind: Token['kind']): string => {
    const token = tokens.shift();
    if (token?.kind !== kind) throw malformed(`unexpected symbol found ${token?.text ?? '<EOF>'}`);
    return token.text;
  };
  const passes = (mark: string): boolean => {
    if (tokens[0]?.text !== mark || tokens[0].kind === 'text') return false;
    tokens.shift();
    return true;
  };
  const field = (): Field => {
    const name = next('field');
    const known = FIELDS.find((candidate) => candidate === name);
    if (known === undefined) throw malformed(`unknown field ${name}`);
    return known;
  };
  const condition = (): Condition => {
    const of = field();
    if (!passes('like') && !passes('=~')) throw malformed('expected like');
    const { kind, text: operand } = tokens.shift() ?? { kind: 'mark', text: '<EOF>' };
    if (kind === 'pattern') return { field: of, like: patternOf(operand) };
    if (kind === 'text') return { field: of, like: operand };
    throw malformed(`unexpected symbol found ${operand}`);
  };

  do {
    switch (next('word')) {
      case 'fields':
        fields = [];
        do fields.push(field());
        while (passes(','));
        break;
      case 'filter':
        do conditions.push(condition());
        while (passes('and'));
        break;
      case 'sort':
        sorting = { field: field(), descending: !passes('asc') };
        passes('desc');
        break;
      case 'limit':
        limit = Number(next('number'));
        if (limit < 1 || limit > MOST_RESULTS) throw malformed(`limit is not between 1 and ${MOST_RESULTS}`);
        break;
      default:
        throw malformed('unknown command');
    }
  } while (passes('|'));
  if (tokens[0] !== undefined) throw malformed(`unexpected symbol found ${tokens[0].text}`);
  return {
    fields: fields.length > 0 ? fields : ['@timestamp', '@message'],
    conditions,
    sorting: sorting ?? { field: '@timestamp', descending: true },
    limit: limit ?? DEFAULT_LIMIT,
  };
}

const TOKEN =
  /\s+|(?<field>@[A-Za-z]+)|(?<word>[a-z]+)|(?<number>\d{1,9})|(?<mark>=~|[|,])|"(?<double>(?:[^"\\\n]|\\["\\]){0,400})"|'(?<single>(?:[^'\\\n]|\\['\\]){0,400})'|\/(?<pattern>(?:[^/\\\n]|\\[^\n])+)\//uy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const { field, word, number, mark, double, single, pattern } = TOKEN.exec(text)?.groups ?? {};
    if (TOKEN.lastIndex === 0) throw malformed(`unexpected symbol found ${text.slice(at, at + 1)}`);
    const quoted = double ?? single;
    if (field !== undefined) tokens.push({ kind: 'field', text: field });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (pattern !== undefined) tokens.push({ kind: 'pattern', text: pattern });
  }
  return tokens;
}
