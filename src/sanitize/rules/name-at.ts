import { matchAt } from './secret.ts';
import { type SecretName, secretNameOf } from './secret-names.ts';

/** A name of a secret in a text: `start` to `end` (exclusive). */
export type Named = {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly secret: SecretName;
};

/** Longer names exist, but none whose decisive part stands farther than this from either end. */
const MAX_REACH = 64;

/** Words that count as part of a name although a blank parts them from it. */
const spacedBefore =
  /(?:api|app|access|secret|auth|private|encryption|account|shared|signing|client|master|bot|session|security|unseal|recovery|license|activation|product|serial|public|host|cache|partition|sort|primary|foreign|range|registry|group|gpg|rsa|dsa|from|continue|continuation|next|page|sync|pagination)(?: access)? $/i;

const writtenLetters = /(?:\\{1,7}u[0-9a-f]{4}[a-z_]{0,20}){1,8}/iy;

/** Names that have a blank in their middle. */
const spacedInside = /mot de passe|parola d'ordine|recovery code|mật khẩu/iy;

/** The whole name around `at`, if it names a secret. */
export function secretNameAt(text: string, at: number): Named | undefined {
  let start = at;
  while (start > 0 && at - start < MAX_REACH && isNamePart(text.charCodeAt(start - 1))) start -= 1;
  let end = at + (matchAt(spacedInside, text, at)?.[0].length ?? 0);
  while (end < text.length && end - at < MAX_REACH && isNamePart(text.charCodeAt(end))) end += 1;
  // JSON may have written a letter beyond ASCII by its number.
  end += matchAt(writtenLetters, text, end)?.[0].length ?? 0;
  while (end > start && text[end - 1] === '.') end -= 1;
  const isOption = text[start] === '-';
  const before = isOption ? '' : (spacedBefore.exec(text.slice(Math.max(0, start - 24), start))?.[0] ?? '');
  const name = before + text.slice(start, end);
  const secret = secretNameOf(name);
  return secret && { name, start, end, secret };
}

function isNamePart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e ||
    (code > 0x7f && isLetter(code))
  );
}

const letter = /[\p{L}\p{M}]/u;
const isLetter = (code: number): boolean => letter.test(String.fromCharCode(code));
