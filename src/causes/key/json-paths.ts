import { headOf } from '../../run-command/index.ts';

/** SSM keeps 2,500 bytes of an output; a longer answer than this is no single one. */
const MAX_JSON = 24_000;
/** Paths of one answer that are compared, and characters of a value. */
const MAX_PATHS = 120;
const MAX_VALUE = 80;

const JSON_ENDS: ReadonlySet<string> = new Set(['{}', '[]']);

/** The paths of a JSON answer with their values, "a.b: 1"; `undefined` for any other text. */
export function flattenJson(text: string): string[] | undefined {
  const trimmed = text.length > MAX_JSON ? '' : text.trim();
  // Asked first, as a line of a log may begin with a bracket too, and each failed parse costs an error.
  if (!JSON_ENDS.has(`${trimmed.at(0)}${trimmed.at(-1)}`)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return undefined;
  }
  const paths: string[] = [];
  flatten(value, '', paths);
  return paths;
}

function flatten(value: unknown, path: string, paths: string[]): void {
  if (paths.length >= MAX_PATHS) return;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    paths.push(withoutInvisible(`${path || 'value'}: ${textOf(value)}`));
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    flatten(
      member,
      Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`,
      paths,
    );
  }
}

/** What a value escapes stays escaped, as decoded text has never met the sanitizer. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  return headOf(text ?? '', MAX_VALUE);
}

/** Names of members are decoded, too. */
function withoutInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, '');
}
