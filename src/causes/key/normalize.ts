/** Stands for a part that identifies a node or a moment. A sign that tools do not print. */
export const VOLATILE = '¤';

/** Numbers that name a kind of failure: an exit status, an errno, an HTTP status, an HRESULT. */
const CODES = [
  String.raw`\b(?:errno|error|err|code|exit|status|returned|hresult|signal|sqlstate|rc|http\/[\d.]+)(?: (?:code|status|error))?[\s:=(#]{1,3}-?\d{1,5}\b(?![.:]\d| of \d| [a-z]+[:=] ?\d)`,
  String.raw`\b0x[8c][0-9a-f]{7}\b`,
  String.raw`\bkb\d{6,7}\b`,
  String.raw`\((?<=^[\w.-]{2,20}: \()\d{1,3}\)`,
];

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,:]\d+)?)?(?: ?[ap]m)?`;
const ZONE = String.raw`(?: ?(?:z|utc|gmt|[cemp][ds]t|[+-]\d{2}:?\d{2})\b)?`;
const UNIT = String.raw`(?:%| ?[kmgt]i?b(?:\/s)?\b| ?b\b| ?bytes?\b| ?[mun]?s\b| ?sec(?:ond)?s?\b| ?min(?:ute)?s?\b| ?h(?:our)?s?\b| ?days?\b)?`;

/** The number of a systemd unit is part of a name that somebody chose. */
const NAMED_UNIT = String.raw`|\.(?:service|timer|socket|mount|slice|target)\b`;

const MOMENTS = [
  // MAC and IPv6 addresses first: a part of them reads as a time of day.
  String.raw`\b(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}\b`,
  String.raw`\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b`,
  String.raw`\b(?:19|20)\d\d[-\/.]\d{1,2}[-\/.]\d{1,2}(?:[t _:-]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,:]\d+)?)?${ZONE})?`,
  String.raw`\b\d{1,2}[\/.]\d{1,2}[\/.](?:19|20)\d\d(?!\.\d)(?:[ ,]{1,2}${CLOCK}${ZONE})?`,
  String.raw`\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? +)?${MONTH}[a-z]{0,6} +\d{1,2}(?:,? +\d{4})?(?:,? +${CLOCK}${ZONE})?(?: \d{4}\b)?`,
  String.raw`\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?(?: ?[ap]m\b)?`,
];

const IDENTITIES = [
  String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`,
  String.raw`\b(?:mi?|i|vol|snap|ami|eni|sg|subnet|vpc|rtb|igw|nat|eipalloc|lt|pcx)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b`,
  String.raw`\b(?:us|eu|ap|sa|ca|me|af|il|cn|mx)(?:-gov|-iso[bef]?)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d[a-z]?\b`,
  String.raw`\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b(?:\.[a-z0-9.-]+)?`,
  String.raw`\b(?:ec2amaz|win|desktop|laptop)-[a-z0-9]{6,12}\b`,
  String.raw`\b(?:\d{1,3}\.){3}\d{1,3}(?:[:\/]\d{1,5})?\b`,
  String.raw`\b0x[0-9a-f]+\b`,
  String.raw`\b(?=\d{0,40}[a-f])(?=[a-f]{0,40}\d|f{6})[0-9a-f]{7,}\b`,
  String.raw`\b(?<=\b\d{12}-)[a-z0-9]{4,8}\b`,
  String.raw`(?<=(?:request|host|trace|correlation) ?id:? )[\w+\/=-]+`,
  String.raw`(?<=\/tmp\/|\\temp\\)(?:te?mp[\w.-]*|[\w-]*\d[\w.-]*)`,
  String.raw`\bsha\d{1,3}:[\w+\/=]{16,}`,
  String.raw`\b(?=[a-z]{0,40}\d)[a-z0-9]{14,}\b`,
  // The instance's own architecture and release, and the disks as its kernel happened to count them.
  String.raw`\bnvme\d+n\d+(?:p\d+)?\b`,
  String.raw`\b(?:x86_64|amd64|aarch64|arm64|i[3-6]86|noarch)\b`,
  String.raw`\b(?:el|fc|amzn|deb|rhel|ubuntu)\d+\b`,
];

/** Numbers that cannot be what a node was asked for: process ids and durations. */
const PLAINLY_MOMENTARY = [
  String.raw`\b(?<=\bpid[ =:]{1,2})\d+`,
  String.raw`\b\d+(?:\.\d+)? ?(?:ms|seconds?)\b`,
];

const NUMBERS = [
  String.raw`\b(?:\d+(?:\.\d+)?(?:ms|us|ns|d|h|m|s)){1,5}\b`,
  String.raw`\bv?\d+\.\d+[^\s,'":;()\/\\[\]{}=]*${UNIT}`,
  String.raw`(?<![a-z0-9])[-+<~]?\d+(?:[.,:]\d+)*(?:e[-+]?\d+)?${UNIT}(?![a-z0-9]${NAMED_UNIT})`,
  String.raw`\d{4,}`,
];

const QUERY = String.raw`\?[\w%.~+-]+=[^\s"'<>]*`;

const WEB = String.raw`\b[a-z][a-z0-9+.-]{1,10}:\/\/[^\s'"<>|,;)\]}]+`;

/**
 * One alternation of all patterns, in their order. A word boundary that neighbours begin with is looked for once for
 * all of them: looked for by each, at each character, it takes most of the time.
 */
function anyOf(patterns: readonly string[]): RegExp {
  const runs: { atBoundary: boolean; patterns: string[] }[] = [];
  for (const pattern of patterns) {
    const atBoundary = pattern.startsWith(BOUNDARY);
    const rest = atBoundary ? pattern.slice(BOUNDARY.length) : pattern;
    const last = runs.at(-1);
    if (last?.atBoundary === atBoundary) last.patterns.push(rest);
    else runs.push({ atBoundary, patterns: [rest] });
  }
  const alternatives = runs.map(({ atBoundary, patterns }) => {
    const all = patterns.join('|');
    return atBoundary ? `${BOUNDARY}(?:${all})` : all;
  });
  return compiled(new RegExp(alternatives.join('|'), 'gi'));
}

/**
 * V8 compiles a pattern to bytecode for its first text and to machine code for its second, unless the first is of
 * 1,000 characters. Of alternations as long as these, bytecode costs four times what machine code does.
 */
function compiled(pattern: RegExp): RegExp {
  pattern.test(' '.repeat(1_000));
  return pattern;
}

const BOUNDARY = String.raw`\b`;

const everything = anyOf([...CODES, WEB, QUERY, ...MOMENTS, ...IDENTITIES, ...NUMBERS]);
const momentsOnly = anyOf([...MOMENTS, ...PLAINLY_MOMENTARY]);
const identitiesAndMoments = anyOf([...MOMENTS, ...IDENTITIES]);
const identitiesAlone = anyOf(IDENTITIES);
const code = new RegExp(`^(?:${CODES.join('|')})$`, 'i');
const neighbours = /¤(?:[-._:,/x]+¤)+/g;
const annotatedAddress = /¤ \((?:¤|[a-z0-9.¤-]*)\)/gi;

function replacement(found: string): string {
  if (found.includes('://')) return normalizeUrl(found);
  return code.test(found) ? found.toLowerCase() : VOLATILE;
}

function normalizeUrl(url: string): string {
  const withoutQuery = /^[^?#]*/.exec(url)?.[0] ?? url;
  return withoutQuery.replace(identitiesAndMoments, VOLATILE).replace(/\d[\d.]*/g, VOLATILE);
}

/** Replaces what is surely volatile in one line, whatever tool wrote it. */
export function normalizeVolatile(line: string): string {
  return line
    .replace(everything, replacement)
    .replace(neighbours, VOLATILE)
    .replace(annotatedAddress, VOLATILE);
}

/** What `normalizeMoments` has left of addresses, ids and hosts. Numbers and versions stay: in what a success says they are the message. */
export function normalizeIdentities(line: string): string {
  return line.replace(identitiesAlone, VOLATILE).replace(neighbours, VOLATILE);
}

/** Replaces times, process ids and durations only: what is left may still be what the node was asked for. */
export function normalizeMoments(line: string): string {
  return line.replace(momentsOnly, VOLATILE);
}
