/* Judgements about one value: could a person have chosen it as a name, or has a machine drawn it at random? */

const path = /^(?:\.{0,2}|~)\/[\w.@/+ -]*$/;

const notSecretShapes = [
  /^[A-Za-z]:\\/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^arn:/,
  /^(?:sha\d+|md5)[:-]/i,
  /^(?:i|mi|vpc|subnet|sg|ami|vol|snap|eni|rtb|igw|acl|eipalloc|lt|asg)-[0-9a-f]{8,17}$/,
  /^\d[\d.,:/TZ+ -]*$/, // a number, a date, an address
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/, // a host name
  /^0x[0-9a-f]+$/i,
];

/** Words joined by punctuation, numbers of up to four digits among them: a name that a person chose. */
const joinedWords = /^[A-Za-z]{1,24}\d{0,4}(?:[-_./:@\\](?:[A-Za-z]{1,24}\d{0,2}|\d{1,4})){0,20}$/;

/** More of a value says nothing more about it. */
const MAX_JUDGED = 256;

/** At least `minimum` characters that no person would choose as a name. */
export function looksRandom(value: string, minimum: number): boolean {
  const sample = value.slice(0, MAX_JUDGED);
  if (value.length < minimum || !/^[\w+/=.~:@%!#$^&*-]+$/.test(sample)) return false;
  if (notSecretShapes.some((shape) => shape.test(sample))) return false;
  if (new Set(sample).size < Math.min(8, Math.ceil(minimum * 0.6))) return false;
  const digits = count(sample, /\d/g);
  const upper = count(sample, /[A-Z]/g);
  const lower = count(sample, /[a-z]/g);
  if ((joinedWords.test(sample) || path.test(sample)) && !isScrambled(sample)) return false;
  if (digits === 0 && areWords(sample)) return false;
  return (digits > 0 && upper + lower > 0) || (upper > 1 && lower > 1) || value.length >= 24;
}

/** `CreateTokenCommandOutput`, `page?.nextToken`: names in code, of letters alone, their words long. */
function areWords(value: string): boolean {
  const bare = value.replace(/[;,:!?=]{1,4}$/, '');
  if (!/^[A-Za-z_$.?]+$/.test(bare)) return false;
  const words = bare.split(/(?=[A-Z])|[_$.?]+/).filter(Boolean);
  return bare.length / words.length >= 4;
}

/** Capitals, small letters, digits and punctuation without a blank, as WordPress draws its salts; no URL, no code. */
export function hasAllKinds(value: string): boolean {
  return (
    /^[!-~]{16,256}$/.test(value) &&
    /[A-Z]/.test(value) &&
    /[a-z]/.test(value) &&
    /\d/.test(value) &&
    /[#$%^&*;!|~`?]/.test(value) &&
    !/:\/\/|^[\w.$]{1,80}[([{=]/.test(value) &&
    isScrambled(value)
  );
}

/** Letters with digits or punctuation, and no path, address, date or version. */
export function isOdd(value: string): boolean {
  if (
    /^(?:arn:|[a-z][a-z0-9+.-]*:\/\/|\.{0,2}\/|~\/|[A-Za-z]:\\|[\w.-]+:\d{1,5}$|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}$)/i.test(
      value,
    )
  )
    return false;
  return value.length >= 5 && /[\d!@#$%^&*+=~?]/.test(value) && /[A-Za-z]/.test(value);
}

/** Three of capitals, small letters, digits and punctuation, and no word of a path or an address. */
export function isDrawn(value: string): boolean {
  if (value.length > 128 || /[/:=,]/.test(value) || !looksRandom(value, 10)) return false;
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*+~?]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 && (isScrambled(value) || /[!#$%^&*?]/.test(value));
}

/** Dates, times, versions and numbers of up to three digits: what policies and package lists put after a name. */
const plainFigures =
  /^(?:-?\d{1,3}|\d{4}-\d\d-\d\d\S{0,24}|\d{1,2}\/\d{1,2}\/\d{4}|\d{1,4}(?:[.:]\d{1,20})+(?:[-+~a-z][\w.+~:-]{0,80})?|\d{1,4}:\d\S{0,40}|\d{1,5}\/(?:tcp|udp|sctp)|\d+[smhd])$/;

export function isPlainFigure(value: string): boolean {
  return plainFigures.test(value);
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
