import { describe, expect, it } from 'vitest';
import { searchQuery } from '../../src/aws/insights-query.ts';
import { parseQuery } from '../../src/demo/logs/insights/query-text.ts';
import type { SearchTerms } from '../../src/run-command/index.ts';
import fc from '../properties.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'mi-0123456789abcdef0';

/** The grammar of what the server writes: all of it, and nothing else. Values stand where the groups are. */
const VALUE = String.raw`(?:[\p{Letter}\p{Number} _-]|\\[\^$\\.*+?()[\]{}|]|\\x[0-9a-f]{2}|\\x\{[0-9a-f]{3,6}\})+`;
const STREAMS = String.raw`\^(\[0-9a-f-\]\{36\}|${VALUE})\\/(\[0-9A-Za-z_-\]\+|${VALUE})\\/\.\+\\/\(stdout\|stderr\)\$`;
const QUERY = new RegExp(
  String.raw`^fields @timestamp, @logStream, @log \| filter @logStream like /${STREAMS}/((?: \| filter @message like /\(\?i\)${VALUE}/){1,5}) \| sort @timestamp desc \| limit (\d{1,6})$`,
  'u',
);

/** Throws for anything that is not of the grammar. */
function read(query: string): SearchTerms {
  const [, command = '', node = '', texts = '', limit] = QUERY.exec(query) ?? [];
  if (limit === undefined) throw new SyntaxError(`not of the grammar: ${query}`);
  return {
    contains: [...texts.matchAll(new RegExp(String.raw`/\(\?i\)(${VALUE})/`, 'gu'))].map(([, value = '']) =>
      decoded(value),
    ),
    commandId: command.startsWith('[') ? undefined : decoded(command),
    instanceId: node.startsWith('[') ? undefined : decoded(node),
    limit: Number(limit),
  };
}

function decoded(value: string): string {
  return value.replace(/\\(?:x\{([0-9a-f]+)\}|x([0-9a-f]{2})|(.))/gu, (_, long, short, sign) =>
    sign === undefined ? String.fromCodePoint(Number.parseInt(long ?? short, 16)) : sign,
  );
}

/** Texts in which what could end an expression, a line or a query is frequent. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('/', '\\', '"', "'", '`', '\n', '\r', '|', '#', '/ | limit 1', '\\E', '(?i)', '/i'),
      fc.constantFrom('.*', '[', ']', '(', ')', '{2}', '^', '$', '+', '?', '\u2028', '\0', '\u0085', '💥'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/\p{Surrogate}/gu, '')
      .slice(0, 200)
      .replace(/\p{Surrogate}/gu, ''),
  )
  .filter((text) => text !== '');
const id = fc.option(hostile, { nil: undefined });

describe('the query of a search', () => {
  it('reads so', () => {
    expect(searchQuery({ contains: ['No space left', '/var (100%)'], limit: 20_000 })).toBe(
      String.raw`fields @timestamp, @logStream, @log | filter @logStream like /^[0-9a-f-]{36}\/[0-9A-Za-z_-]+\/.+\/(stdout|stderr)$/ | filter @message like /(?i)No space left/ | filter @message like /(?i)\x2fvar \(100\x25\)/ | sort @timestamp desc | limit 20000`,
    );
    expect(searchQuery({ contains: ['x'], commandId: COMMAND, instanceId: NODE, limit: 5 })).toContain(
      String.raw`@logStream like /^${COMMAND}\/${NODE}\/.+\/(stdout|stderr)$/`,
    );
  });

  it('has nothing from outside but values, which are what was asked for', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 5 }),
        id,
        id,
        fc.integer({ min: 1, max: 100_000 }),
        (contains, commandId, instanceId, limit) => {
          const query = searchQuery({ contains, commandId, instanceId, limit });
          expect(read(query)).toEqual({ contains, commandId, instanceId, limit });
          expect(query.length).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });

  it('is parsed by the endpoint into the same conditions, and each matches its text in any case and no other', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const { conditions, fields, limit } = parseQuery(searchQuery({ contains: [text], limit: 7 }));
        expect([conditions.length, fields.length, limit]).toEqual([2, 3, 7]);
        const like = conditions[1]?.like;
        if (typeof like !== 'object') throw new TypeError('no regular expression');
        expect(like.test(`a\n${text}\nb`)).toBe(true);
        expect(like.test(other)).toBe(holds(other, text));
      }),
    );
    expect(like('Disk FULL').test('x disk full x')).toBe(true);
    expect(like('a.c').test('abc')).toBe(false);
  });
});

function like(text: string): { test(text: string): boolean } {
  const found = parseQuery(searchQuery({ contains: [text], limit: 1 })).conditions[1]?.like;
  return typeof found === 'object' ? found : /$^/;
}

/** By code points, each as JavaScript compares them without case. */
function holds(text: string, part: string): boolean {
  const [whole, wanted] = [[...text], [...part]];
  const same = (a: string, b: string) =>
    a === b || new RegExp(`^\\u{${(b.codePointAt(0) ?? 0).toString(16)}}$`, 'iu').test(a);
  return whole.some((_, at) => wanted.every((sign, n) => same(whole[at + n] ?? '', sign)));
}
