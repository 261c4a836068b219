import { isOdd, looksRandom } from '../looks.ts';
import { matchAt, nothing } from '../secret.ts';
import { isProse, isStandIn, remark } from '../stand-ins.ts';
import { type Value, valueAt } from '../values.ts';
import { accepted, type Layout } from './layout.ts';

/*
 * Messages that say a new secret: "A temporary password is generated for root@localhost: x", "The password is x",
 * "Setting root password to x", "PASSWORD elastic = x".
 */

const withColon = /[ \t]{1,4}(?:[^\s:=][^\n:=]{0,90}?)?(?:[:：][ \t]{1,8}|[ \t]=[ \t])(?=\S)/y;
const withVerb = /(?:["']?[ \t]{1,4}[^\n:=]{0,60}?)?[ \t](?:is|to|was)(?: now)?:?[ \t]{1,4}(?=\S)/y;
const quotedNext = /[ \t]{1,4}(?=["'])/y;

/** Beside these words a password is one that was just made, whatever it looks like. */
const making =
  /generated?|temporary|initial|default|random|one-?time|new|reset|created|admin|root|elastic|generat|bootstrap|provisional|lautet|neues|temporär|nueva|temporal|nouveau|provisoire|новый/i;

export const announced: Layout = (text, { name, start, end, secret }) => {
  if (/^keys?$/i.test(name)) return nothing;
  if (
    secret.kind !== 'password' &&
    secret.kind !== 'secret' &&
    secret.kind !== 'token' &&
    secret.kind !== 'API key'
  )
    return nothing;
  if (secret.proof === 'random' && !/(?:key|token|secret|pat)s?$/i.test(name)) return nothing;
  const before = text.slice(Math.max(0, start - 60), start);
  if (/(?:failed|invalid|incorrect|wrong|bad|no)[ \t]$|[/$.]$/i.test(before)) return nothing;
  const colon = matchAt(withColon, text, end);
  if (colon) {
    const from = end + colon[0].length;
    const value = valueAt(text, from);
    if (matchAt(remark, text, from)) return nothing;
    const made = secret.proof === 'any' && making.test(before + colon[0]) && endsLine(text, value);
    if (made || isDrawn(text, value)) return accepted(text, value, secret);
    return nothing;
  }
  const verb = matchAt(withVerb, text, end);
  if (!verb) return nothing;
  const value = valueAt(text, end + verb[0].length);
  const isAnnounced = value.quoted && secret.proof === 'any';
  return (isAnnounced && !matchAt(quotedNext, text, end)) || isDrawn(text, value)
    ? accepted(text, value, secret)
    : nothing;
};

function isDrawn(text: string, value: Value): boolean {
  const word = text.slice(value.start, value.end).replace(/[.,;:!)]{1,3}$/, '');
  return (
    !isStandIn(word) &&
    !isProse(word) &&
    (looksRandom(word, 8) || (isOdd(word) && word.length >= 6 && /\d/.test(word) && endsLine(text, value)))
  );
}

const endsLine = (text: string, value: Value): boolean =>
  matchAt(/[.,;)]{0,2}[ \t]{0,40}(?:\r?\n|$|\(|\\n)/y, text, value.after) !== null;
