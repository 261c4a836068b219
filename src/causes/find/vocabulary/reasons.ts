/** What makes a message a reason: something is missing, full, refused, late or broken. In lower case. */

import { anyOf } from '../../any-of.ts';

/** A program that calls its own end fatal has given its reason, whatever the words. */
const FATAL = [/\bfatal\b/, /^panic: /];
const STORAGE = [/no space left/, /no more /, /disk quota/, /read-only file system/, /too many open/];
const ACCESS = [
  /permission denied/,
  /operation not permitted/,
  /access (?:is )?denied/,
  /accessdenied/,
  /unauthori[sz]ed/,
  /forbidden/,
];
const ABSENCE = [
  /not found/,
  /no such/,
  /does ?n[o']t exist/,
  /do not exist/,
  /missing/,
  /could not be found/,
  /not installed/,
  /not running/,
  /no match/,
  /no (?:candidate|installation candidate|such|route|package)/,
  /do(?:es)? not have/,
  /requires/,
];
const NETWORK = [
  /refused/,
  /timed out/,
  /time ?out/,
  /reset by peer/,
  /unreachable/,
  /could ?n[o']t resolve/,
  /name resolution/,
  /name or service/,
  /certificate/,
  /handshake/,
  /address already/,
  /closed by/,
];
const MEMORY = [/out of memory/, /cannot allocate/, /oom/, /killed/, /segmentation/, /core dumped/];
const INPUT = [
  /syntax error/,
  /unexpected/,
  /unrecogni[sz]ed/,
  /not recogni[sz]ed/,
  /invalid/,
  /unsupported/,
  /bad interpreter/,
  /exec format/,
];
const STATE = [
  /already (?:in use|exists|running|held)/,
  /conflict/,
  /mismatch/,
  /expired/,
  /(?<![\w-])lock(?:ed)?(?![\w.-]| file)/,
  /unmet/,
  /dubious/,
  /broken/,
  /corrupt/,
  /exceeded/,
  /insufficient/,
  /problem/,
  /another (?:app|copy|process|instance|user|operation)/,
];
const INABILITY = [
  /could not (?:get|connect|open|find|load|read)/,
  /cannot (?:find|open|connect|execute|stat|access|create|remove|write|import|bind)/,
  /can't/,
  /unable to/,
  /failed to (?:start|load|open|connect|bind|fetch|download|pull|mount|create|parse|resolve|retrieve)/,
  /not (?:authori[sz]ed|allowed|permitted|supported|available|enabled|responding)/,
];
/** HRESULTs of Windows. */
const CODES = [/0x8[0-9a-f]{7}/];
const OTHER_LANGUAGES = [
  /verweigert/,
  /nicht gefunden/,
  /konnte nicht/,
  /kann nicht/,
  /fehlgeschlagen/,
  /impossible (?:d['e]|:)/,
  /introuvable/,
  /refus/,
  /できません/,
  /見つかりません/,
  /拒否/,
];

const ALL = [
  FATAL,
  STORAGE,
  ACCESS,
  ABSENCE,
  NETWORK,
  MEMORY,
  INPUT,
  STATE,
  INABILITY,
  CODES,
  OTHER_LANGUAGES,
];

const REASON = anyOf('', ...ALL);

/** Finds the reasons in a text of many lines, once it is lower case. */
export const REASONS = anyOf('gm', ...ALL);

export function namesReason(lower: string): boolean {
  return REASON.test(lower);
}

/** Where a text names a reason, looked for from `start` on; -1 when it names none there. */
export function reasonIn(text: string, start: number): number {
  const at = text.slice(start).toLowerCase().search(REASON);
  return at < 0 ? -1 : start + at;
}
