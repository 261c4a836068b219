import { redactionOpening } from './secret.ts';

/*
 * Judgements about one value: is it there at all, is it a stand-in, could a person have chosen it as a
 * name, or has a machine drawn it at random?
 */

const standIns =
  /^(?:|\*+|x{3,}|X{3,}|\.{2,}|-+|_+|#+|•+|\?+|n\/a|none|null|nil|undefined|unset|empty|true|false|yes|no|on|off|0|1|redacted|masked|hidden|secret|password|passwd|pass|token|string|text|value|str|byte|prompt|example|file|stdin|env)$/i;

const references = [
  /^\$(?:\{|\(|env:|[A-Za-z_])[^$]*$/, // ${VAR}, $(command), $VAR
  /^%[A-Za-z_][\w ]*%$/,
  /^%[sdvq]$/,
  /^\{\{?[^}]*\}?\}$/, // {{ ssm:name }}, {password}
  /^<[^<>]*>$/,
  /^\[[^\]]*\]?$/, // [hidden], and what is left of a mask
  /^\*{2,}[\w/+=-]{0,4}$/, // the AWS CLI shows the last four characters
  /^(?:self|this|args?|opts?|options|config|cfg|settings|env|os|process|params|request|req|data|node|var|local|module|secrets|vault)[.[]\w/,
  /^[a-z_][A-Za-z_.]*\(/, // getpass(
  /^#[0-9A-Fa-f]{3,8}$/, // a colour
  /^!(?:vault|Ref|Sub|GetAtt|ImportValue)\b/,
];

/** A value that stands where a secret would, but is none: empty, starred out, a variable, a sample word. */
export function isStandIn(value: string): boolean {
  return (
    value.includes(redactionOpening) || standIns.test(value) || references.some((shape) => shape.test(value))
  );
}

const proseOpeners = new Set(
  (
    'a an and any are as at authentication be but by cannot change changed changes check complexity correct denied ' +
    'did disabled does enabled error expected expire expired expires expiry failed failure for from has have if in ' +
    'incorrect input instead invalid is it its length less locked match may mismatch missing must needs never not of ' +
    'ok okay one only or parameter policy prompt rejected required reset retrieved rotated rotation set should shown skipped ' +
    'that the this to too type unable unchanged unknown updated updating use used user using value via valid validation was when ' +
    'created which will with within without wrong you your accepted missing; loaded found stored success successful successfully'
  ).split(' '),
);

/** A word with which a sentence about a secret goes on, where a secret would otherwise stand. */
export function isProse(word: string): boolean {
  return proseOpeners.has(word.toLowerCase().replace(/[.,;:!?)]+$/, ''));
}

const path = /^(?:\.{0,2}|~)\/[\w.@/+ -]*$/;

const notSecretShapes = [
  /^[A-Za-z]:\\/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^arn:/,
  /^(?:sha\d+|md5)[:-]/i,
  /^(?:i|mi|vpc|subnet|sg|ami|vol|snap|eni|rtb|igw|acl|eipalloc|lt|asg)-[0-9a-f]{8,17}$/,
  /^\d[\d.,:/TZ+ -]*$/, // a number, a date, an address
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/, // a host name
  /^\d{4}-\d\d-\d\d[T ]/,
  /^0x[0-9a-f]+$/i,
];

/** Words joined by punctuation, numbers of up to four digits among them: a name that a person chose. */
const joinedWords = /^[A-Za-z]{1,24}\d{0,4}(?:[-_./:@\\](?:[A-Za-z]{1,24}\d{0,2}|\d{1,4})){0,20}$/;

/** At least `minimum` characters that no person would choose as a name. */
export function looksRandom(value: string, minimum: number): boolean {
  if (value.length < minimum || !/^[\w+/=.~:@%!#$^&*-]+$/.test(value)) return false;
  if (notSecretShapes.some((shape) => shape.test(value))) return false;
  const sample = value.slice(0, 256);
  if (new Set(sample).size < Math.min(8, Math.ceil(minimum * 0.6))) return false;
  const digits = count(sample, /\d/g);
  const upper = count(sample, /[A-Z]/g);
  const lower = count(sample, /[a-z]/g);
  if ((joinedWords.test(value) || path.test(value)) && !isScrambled(sample)) return false;
  return (digits > 0 && upper + lower > 0) || (upper > 1 && lower > 1) || value.length >= 24;
}

/** Capitals, small letters and digits that follow one another too often for words. */
function isScrambled(value: string): boolean {
  let changes = 0;
  for (let i = 1; i < value.length; i++) {
    const [before, here] = [classOf(value.charCodeAt(i - 1)), classOf(value.charCodeAt(i))];
    if (before !== here && before !== 3 && here !== 3) changes += 1;
  }
  return changes >= value.length / 3.5;
}

/** 3 is punctuation, whose place tells nothing. */
function classOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 0;
  if (code >= 0x41 && code <= 0x5a) return 1;
  return code >= 0x61 && code <= 0x7a ? 2 : 3;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
