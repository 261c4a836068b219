import { isGibberish } from './letter-pairs.ts';
import { hasAllKinds, isOdd, isPlainFigure, looksRandom } from './looks.ts';
import type { SecretName } from './secret-names.ts';
import { holdsRedaction, isProse, isStandIn } from './stand-ins.ts';

/** How a value stands: at the text's end it may be short of its tail; directly behind "=" it is a value for sure. */
export type Standing = { readonly cut?: boolean; readonly direct?: boolean };

/** More of a value says nothing more about it. */
export const MAX_JUDGED = 160;

/** Whether a value is a secret, given how much its name says. */
export function isSecretValue(
  written: string,
  { proof, kind }: SecretName,
  { cut, direct }: Standing = {},
): boolean {
  if (holdsRedaction(written)) return false;
  const value = written.slice(0, MAX_JUDGED);
  if (isStandIn(value) || isPlainFigure(value)) return false;
  if (proof === 'any') return !isProse(value);
  if (codeExpression.test(value) || (memberAccess.test(value) && !/\d/.test(value))) return false;
  if (
    looksRandom(
      value,
      cut ? 6 : proof === 'odd' || (direct && (kind === 'token' || kind === 'secret')) ? 8 : 16,
    )
  )
    return true;
  if (hasAllKinds(value) || (proof === 'odd' && value.length >= 12 && isGibberish(value))) return true;
  if (kind === 'token' && bootstrapToken.test(value)) return true;
  if (direct && kind !== 'credential' && kind !== 'signature' && value.length >= 6 && isGibberish(value))
    return true;
  return proof === 'odd' && !isProse(value) && (isOdd(value) || (cut === true && hasOddCapitals(value)));
}

/** kubeadm's, which otherwise reads like the name of a host. */
const bootstrapToken = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

function hasOddCapitals(value: string): boolean {
  return (
    value.length >= 6 &&
    /^[A-Za-z]*$/.test(value) &&
    /[a-z]/.test(value) &&
    (value.slice(1).match(/[A-Z]/g)?.length ?? 0) > 1
  );
}

/** `_meta?.progressToken`: a way through objects. */
const memberAccess = /^[A-Za-z_$][\w$]{0,60}(?:\??\.[A-Za-z_$][A-Za-z_$]{0,60}){1,8}[;,)]{0,3}$/;

/** `tokens[state]`, `Token(text)`: source code names things so, too. */
const codeExpression = /^[A-Za-z_][\w.]{0,80}[([]/;
