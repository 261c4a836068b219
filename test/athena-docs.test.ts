/** The queries of docs/athena.md are queries, and say what the page says of them. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

type Athena = { Parser: new () => { parse(sql: string): { tableList: string[]; ast: unknown } } };

const { Parser }: Athena = createRequire(import.meta.url)('node-sql-parser/build/athena.js');
const page = await readFile(new URL('../docs/athena.md', import.meta.url), 'utf8');
const queries = [...page.matchAll(/<!-- athena-query -->\n```sql\n([\s\S]*?)```/g)].map(
  ([, sql = '']) => sql,
);

it('has two queries, each over one of its two tables', () => {
  const tables = [...page.matchAll(/CREATE EXTERNAL TABLE (\w+)/g)].map(([, name = '']) => name);
  expect(queries.map((sql) => /FROM (\w+)/.exec(sql)?.[1])).toEqual(tables);
});

describe('node-sql-parser', () => {
  const parser = new Parser();

  it.each(queries)('reads as one select of Athena: %#', (sql) => {
    const { tableList, ast } = parser.parse(sql) ?? { tableList: [] };
    expect(tableList).toEqual([`select::null::${/FROM (\w+)/.exec(sql)?.[1]}`]);
    expect(ast).toMatchObject({ type: 'select', limit: { value: [{ type: 'number' }] } });
  });

  it('refuses what is no query', () => {
    expect(() => parser.parse('SELECT FROM WHERE')).toThrow();
  });
});
