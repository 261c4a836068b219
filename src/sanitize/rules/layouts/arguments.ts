import { looksRandom } from '../looks.ts';
import { matchAt, nothing } from '../secret.ts';
import { quotedAt, valueAt } from '../values.ts';
import { accepted, acceptedAt, type Layout } from './layout.ts';

/* The value is the argument after the name: of an option, of a function, or of an option beside that of the name. */

const optionBoundary = /(?:^|[\s"'`,[({;|&])$/;
/** PASSWORD, as the usage texts of programs put it. */
const usageWord = /(?:[A-Z][A-Z_]{2,30}|string|<[^>\n]{1,40}>)(?![\w!-])/y;
/** Windows' programs. */
const slashOption = /^(?:pass|password|passwd|pwd|passphrase)$/i;
/** Also over the end of a line that goes on. */
const optionGap = /(?:\\?["'],\s{0,4}|[ \t]{0,40}[\\`^]\r?\n[ \t]{0,40}|[ \t]{1,40})(?!-)/y;
const notAValue = /\(?ConvertTo-SecureString\b|\((?:New-Object|Get-|Read-)/iy;

/** `--password value`, `-Password value`. */
const option: Layout = (text, { name, start, end, secret }) => {
  const isSlashed = /(?:^|\s)\/$/.test(text.slice(Math.max(0, start - 2), start)) && slashOption.test(name);
  if (
    !isSlashed &&
    (!name.startsWith('-') || !optionBoundary.test(text.slice(Math.max(0, start - 1), start)))
  )
    return nothing;
  const gap = matchAt(optionGap, text, end);
  if (!gap) return nothing;
  const from = end + gap[0].length;
  if (matchAt(usageWord, text, from) || matchAt(notAValue, text, from)) return nothing;
  const proof = isSlashed
    ? { ...secret, proof: 'any' as const }
    : secret.proof === 'random'
      ? { ...secret, proof: 'odd' as const }
      : secret;
  return acceptedAt(text, from, proof);
};

const functionBefore = /([A-Za-z_][\w:.\]>-]{0,80})\s{0,4}\(\s{0,4}\\{0,7}["'][\w./:-]{0,64}$/;
/** `{ "password", "value" }`, `('password', 'value')` */
const pairBefore = /(?:^|[^\w\s])[\s@]{0,4}[([{]\s{0,4}\\{0,7}["'][\w./:-]{0,64}$/;
const settingFunction =
  /set|put|add|define|env|config|property|insert|assign|store|register|update|write|save|default/i;
const secondArgument = /\\{0,7}["']\s{0,4},\s{0,8}/y;

/** `define('DB_PASSWORD', 'value')`, `setProperty("password", "value")`. */
const call: Layout = (text, { start, end, secret }) => {
  const comma = matchAt(secondArgument, text, end);
  if (!comma) return nothing;
  const before = text.slice(Math.max(0, start - 160), start);
  const called = functionBefore.exec(before)?.[1] ?? (pairBefore.test(before) ? '' : undefined);
  if (called === undefined) return nothing;
  const value = quotedAt(text, end + comma[0].length);
  if (!value || !matchAt(/\s{0,8}(?:[),}\]]|$)/y, text, value.after)) return nothing;
  const name = called.split(/[.:>]/).at(-1) ?? '';
  if (called === '' && secret.kind === 'password' && looksRandom(text.slice(value.start, value.end), 8))
    return accepted(text, value, secret);
  return accepted(text, value, settingFunction.test(name) ? secret : { ...secret, proof: 'random' });
};

const namingOption =
  /(?:^|\s)(?:--?(?:name|key|path|secret-id|parameter|variable)|\/v|secret set|secrets set|secret create)[ =]{1,4}["']?[\w./:\\-]{0,80}$/i;
const valueOption = /[^\n]{0,200}?\s(?:--?value|--?body|\/d|--?secret-string|--?string)[ =]{1,4}/iy;

/** `-Name DefaultPassword -Value value`, `/v DefaultPassword /t REG_SZ /d value`, `--name /app/password --value value`. */
const namedByOption: Layout = (text, { start, end, secret }) => {
  // Most names have an operator behind them.
  if (!/[\s"'\\]/.test(text[end] ?? '') || !namingOption.test(text.slice(Math.max(0, start - 140), start)))
    return nothing;
  const gap = matchAt(valueOption, text, end);
  return gap ? accepted(text, valueAt(text, end + gap[0].length), secret) : nothing;
};

const registryType = /[ \t]{1,40}REG_(?:MULTI_|EXPAND_)?(?:SZ|BINARY)[ \t]{1,40}/y;

/** `DefaultPassword    REG_SZ    value`, as `reg query` prints it. */
const registryValue: Layout = (text, { end, secret }) => {
  const type = matchAt(registryType, text, end);
  return type ? acceptedAt(text, end + type[0].length, secret) : nothing;
};

const layouts = [option, call, namedByOption, registryValue];

export const valueArguments: Layout = (text, named) => {
  for (const layout of layouts) {
    const spans = layout(text, named);
    if (spans.length > 0) return spans;
  }
  return nothing;
};
