import { matchAt, nothing, type Rule, type Span } from './secret.ts';
import { overColumn, secretNameOf } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';

/* `INSERT INTO users (name, password) VALUES ('app', 'value')`: the names stand in one list, the values in the next. */

const columnList =
  /insert (?:ignore )?into\s{1,4}[^\s(]{1,100}\s{0,4}\(([^()]{1,800})\)\s{0,8}values\s{0,8}\(/iy;
const item = /(?:\s{0,8}(N?'(?:[^'\n\\]|''|\\.){0,400}')\s{0,8}|[^,()'\n]{0,200})([,)])/y;
const nextTuple = /\s{0,8},\s{0,8}\(/y;
/** More rows of one statement than a listed output holds. */
const MAX_TUPLES = 300;

export const insertedSecrets: Rule = {
  anchors: ['insert into', 'insert ignore'],
  find(text, at) {
    const match = matchAt(columnList, text, at);
    if (!match) return nothing;
    const secrets = (match[1] ?? '').split(',').map((name) => {
      const secret = secretNameOf(name.replace(/["'`[\]\s]/g, ''));
      return secret && overColumn(secret);
    });
    if (!secrets.some(Boolean)) return nothing;
    const spans: Span[] = [];
    let from = at + match[0].length;
    for (let tuple = 0; tuple < MAX_TUPLES; tuple++) {
      for (const secret of secrets) {
        const value = matchAt(item, text, from);
        if (!value) return spans;
        const written = value[1] ?? '';
        const start = from + value[0].indexOf(written) + written.indexOf("'") + 1;
        const content = written.replace(/^N?'|'$/g, '');
        if (secret && written !== '' && isSecretValue(content, secret))
          spans.push({ start, end: start + content.length, kind: secret.kind });
        from += value[0].length;
        if (value[2] === ')') break;
      }
      const next = matchAt(nextTuple, text, from);
      if (!next) return spans;
      from += next[0].length;
    }
    return spans;
  },
};
