import { anyOf } from '../any-of.ts';

/** Stands for a part that identifies a node or a moment. A sign that tools do not print. */
export const VOLATILE = '¤';

/** Numbers that name a kind of failure: an exit status, an errno, an HTTP status, an HRESULT. */
const CODES = [
  /\b(?:errno|error|err|code|exit|status|returned|hresult|signal|sqlstate|rc|http\/[\d.]+)(?: (?:code|status|error))?[\s:=(#]{1,3}-?\d{1,5}\b(?![.:]\d| of \d| [a-z]+[:=] ?\d)/,
  /\b(?:https?|answered|answer|got|gave|responded|response|returned|received|was|server|upstream|proxy)(?: with| error| code)?[\s:=("']{1,3}[1-5]\d\d\b(?![.:%]\d| ?[kmg]?b\b| ?m?s\b)/,
  /\b[45]\d\d(?= (?:bad|not|forbidden|unauthori[sz]ed|gateway|service|internal|too|request|proxy|client|server|conflict|gone)\b)/,
  /\b0x[8c][0-9a-f]{7}\b/,
  /\bkb\d{6,7}\b/,
  /\((?<=^[\w.-]{2,20}: \()\d{1,3}\)/,
];

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,:]\d+)?)?(?: ?[ap]m)?`;
const ZONE = String.raw`(?: ?(?:z|utc|gmt|[cemp][ds]t|[+-]\d{2}:?\d{2})\b)?`;
const UNIT = String.raw`(?:%| ?[kmgt]i?b(?:\/s)?\b| ?b\b| ?bytes?\b| ?[mun]?s\b| ?sec(?:ond)?s?\b| ?min(?:ute)?s?\b| ?h(?:our)?s?\b| ?days?\b)?`;

/** The number of a systemd unit is part of a name that somebody chose. */
const NAMED_UNIT = String.raw`|\.(?:service|timer|socket|mount|slice|target)\b`;

const MOMENTS = [
  // MAC and IPv6 addresses first: a part of them reads as a time of day.
  /\b(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}\b/,
  /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/,
  new RegExp(
    String.raw`\b(?:19|20)\d\d[-\/.]\d{1,2}[-\/.]\d{1,2}(?:[t _:-]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,:]\d+)?)?${ZONE})?`,
  ),
  new RegExp(String.raw`\b\d{1,2}[\/.]\d{1,2}[\/.](?:19|20)\d\d(?!\.\d)(?:[ ,]{1,2}${CLOCK}${ZONE})?`),
  new RegExp(
    String.raw`\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? +)?${MONTH}[a-z]{0,6} +\d{1,2}(?:,? +\d{4})?(?:,? +${CLOCK}${ZONE})?(?: \d{4}\b)?`,
  ),
  /\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?(?: ?[ap]m\b)?/,
];

/** Versions of four numbers look the same, but for numbers beyond 255 and the word in front. */
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ADDRESS = new RegExp(
  String.raw`\b(?<!version:? {0,3}|\bv)(?:${OCTET}\.){3}${OCTET}(?:[:\/]\d{1,5})?\b(?!\.\d)`,
);

const IDENTITIES = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/,
  /\b(?:mi?|i|vol|snap|ami|eni|sg|subnet|vpc|rtb|igw|nat|eipalloc|lt|pcx)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/,
  /\b(?:us|eu|ap|sa|ca|me|af|il|cn|mx)(?:-gov|-iso[bef]?)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d[a-z]?\b/,
  /\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b(?:\.[a-z0-9.-]+)?/,
  /\b(?:ec2amaz|win|desktop|laptop)-[a-z0-9]{6,12}\b/,
  ADDRESS,
  // Hosts that are numbered and end in a few hexadecimal digits, such as web-26-c831.
  /\b[a-z]{2,10}-\d{1,3}-[0-9a-f]{4}\b/,
  /\b0x[0-9a-f]+\b/,
  /\b(?=\d{0,40}[a-f])(?=[a-f]{0,40}\d|f{6})[0-9a-f]{7,}\b/,
  /\b(?<=\b\d{12}-)[a-z0-9]{4,8}\b/,
  /(?<=(?:request|host|trace|correlation) ?id:? )[\w+/=-]+/,
  /(?<=\/tmp\/|\\temp\\)(?:te?mp[\w.-]*|[\w-]*\d[\w.-]*)/,
  /\bsha\d{1,3}:[\w+/=]{16,}/,
  /\b(?=[a-z]{0,40}\d)[a-z0-9]{14,}\b/,
  // The instance's own architecture and release, and the disks as its kernel happened to count them.
  /\bnvme\d+n\d+(?:p\d+)?\b/,
  /\b(?:x86_64|amd64|aarch64|arm64|i[3-6]86|noarch)\b/,
  /\b(?:el|fc|amzn|deb|rhel|ubuntu)\d+\b/,
];

/** Numbers that cannot be what a node was asked for: process ids and durations. */
const PLAINLY_MOMENTARY = [/\b(?<=\bpid[ =:]{1,2})\d+/, /\b\d+(?:\.\d+)? ?(?:ms|seconds?)\b/];

const NUMBERS = [
  /\b(?:\d+(?:\.\d+)?(?:ms|us|ns|d|h|m|s)){1,5}\b/,
  new RegExp(String.raw`\bv?\d+\.\d+[^\s,'":;()\/\\[\]{}=]*${UNIT}`),
  new RegExp(String.raw`(?<![a-z0-9])[-+<~]?\d+(?:[.,:]\d+)*(?:e[-+]?\d+)?${UNIT}(?![a-z0-9]${NAMED_UNIT})`),
  /\d{4,}/,
];

const QUERY = /\?[\w%.~+-]+=[^\s"'<>]*/;

const WEB = /\b[a-z][a-z0-9+.-]{1,10}:\/\/[^\s'"<>|,;)\]}]+/;

const ALL_VOLATILE = anyOf('gi', CODES, [WEB, QUERY], MOMENTS, IDENTITIES, NUMBERS);
const MOMENTS_ONLY = anyOf('gi', MOMENTS, PLAINLY_MOMENTARY);
const IDENTITIES_AND_MOMENTS = anyOf('gi', MOMENTS, IDENTITIES);
const IDENTITIES_ONLY = anyOf('gi', IDENTITIES);
const CODE = new RegExp(`^(?:${CODES.map(({ source }) => source).join('|')})$`, 'i');
const NEIGHBOURS = /¤(?:[-._:,/x]+¤)+/g;
const ANNOTATED_ADDRESS = /¤ \((?:¤|[a-z0-9.¤-]*)\)/gi;

function replacement(found: string): string {
  if (found.includes('://')) return normalizeUrl(found);
  return CODE.test(found) ? found.toLowerCase() : VOLATILE;
}

function normalizeUrl(url: string): string {
  const withoutQuery = /^[^?#]*/.exec(url)?.[0] ?? url;
  return withoutQuery.replace(IDENTITIES_AND_MOMENTS, VOLATILE).replace(/\d[\d.]*/g, VOLATILE);
}

/** Replaces what is surely volatile in one line, whatever tool wrote it. */
export function normalizeVolatile(line: string): string {
  return line
    .replace(ALL_VOLATILE, replacement)
    .replace(NEIGHBOURS, VOLATILE)
    .replace(ANNOTATED_ADDRESS, VOLATILE);
}

/** What `normalizeMoments` has left of addresses, ids and hosts. Numbers and versions stay: in what a success says they are the message. */
export function normalizeIdentities(line: string): string {
  return line.replace(IDENTITIES_ONLY, VOLATILE).replace(NEIGHBOURS, VOLATILE);
}

/** Replaces times, process ids and durations only: what is left may still be what the node was asked for. */
export function normalizeMoments(line: string): string {
  return line.replace(MOMENTS_ONLY, VOLATILE);
}
