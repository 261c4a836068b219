import { endOverWraps } from '../line-wraps.ts';
import type { Named } from '../name-at.ts';
import { nothing, type Span } from '../secret.ts';
import type { SecretName } from '../secret-names.ts';
import { isSecretValue, MAX_JUDGED, type Standing } from '../secret-values.ts';
import { holdsRedaction, isStandIn } from '../stand-ins.ts';
import { endOfWhole, type Value, valueAt } from '../values.ts';

/** One way in which a value stands near its name. Looks at a bounded stretch around the name only. */
export type Layout = (text: string, named: Named) => readonly Span[];

/** The value as a span, if it is a secret after a name like this. */
export function accepted(
  text: string,
  value: Value,
  secret: SecretName,
  standing: Standing = {},
): readonly Span[] {
  const cut = value.after === text.length;
  const whole = text.slice(value.start, value.end);
  if (holdsRedaction(whole) || isAlternative(whole)) return nothing;
  const bare = value.quoted ? whole : withoutClosing(whole);
  const how = { ...standing, cut };
  if (isStandIn(whole.slice(0, MAX_JUDGED)) || !isSecretValue(bare, secret, how)) return nothing;
  const end = value.quoted ? value.end : endOverWraps(text, endOfWhole(text, value));
  return [{ start: value.start, end, kind: secret.kind }];
}

/** `password or ""` */
const isAlternative = (value: string): boolean =>
  /^[A-Za-z_]{1,40} (?:or|if|and|\|\|) /.test(value) && isStandIn(value.split(' ')[0] ?? '');

/** A value without quotes may have taken along what closes the code or the sentence around it. */
function withoutClosing(value: string): string {
  let end = value.length;
  while (end > 0 && value.length - end < 4 && ')]}.,;:'.includes(value[end - 1] ?? ' ')) end -= 1;
  return value.slice(0, end);
}

/** The same for whatever value begins at `from`. */
export const acceptedAt = (text: string, from: number, secret: SecretName): readonly Span[] =>
  accepted(text, valueAt(text, from), secret);
