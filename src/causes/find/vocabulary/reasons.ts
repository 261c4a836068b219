/** What makes a message a reason: something is missing, full, refused, late or broken. In lower case. */

import { anyOf } from '../../any-of.ts';

/** A program that calls its own end fatal has given its reason, whatever the words. */
const FATAL = [/\bfatal\b/, /^panic: /];
const STORAGE = [
  /no space\b/,
  /\d ?% full/,
  /(?:disk|volume|filesystem|partition|device|queue|cache) (?:is )?full\b/,
  /no more /,
  /quota/,
  /read-only/,
  /too many/,
  /input\/output error/,
  /\bonly \d+(?: of \d+)?\b.{0,20}(?:available|bytes|left|free)/,
  /\bnot empty\b/,
];
const ACCESS = [
  /permission denied/,
  /\bdenied\b/,
  /not permitted/,
  /accessdenied/,
  /unauthori[sz]ed/,
  /not authori[sz]ed/,
  /forbidden/,
  /\brejected\b/,
  /\brevoked\b/,
  /(?:login|log in|authentication|verification|authorization|validation|assertion|check ?sum)s? (?:has |was )?(?:failed|error|failure)/,
  /no (?:valid )?credential/,
  /insecure/,
  /untrusted|not trusted|unsigned/,
  /\bviolat/,
  /\bsealed\b/,
];
const ABSENCE = [
  /not found/,
  /no such/,
  /does ?n[o']t (?:exist|have|match|support|contain)/,
  /do not exist/,
  /\bmissing\b/,
  /could not be found/,
  /not installed/,
  /not running/,
  /not (?:loaded|mounted|set|defined|configured|ready|reachable|listening|active|connected|healthy|valid|trusted|empty|enough|initiali[sz]ed)\b/,
  /\bno match/,
  /\bno (?:required|candidate|installation candidate|route|package|url|mirror|server|host|default|valid|matching|free|available|usable|suitable|chain|carrier|column|provider|quorum|leader|access|permission|response|data|time)/,
  /\bhas no\b/,
  /\bthere (?:is|are|was|were) no\b/,
  /nothing provides/,
  /none of the providers/,
  /do(?:es)? not have/,
  /\brequires\b/,
  /\bneeded by\b/,
];
const NETWORK = [
  /refused/,
  /timed ?out/,
  /time ?out/,
  /reset by/,
  /unreachable/,
  /could ?n[o']t (?:resolve|connect|reach)/,
  /name resolution/,
  /name or service/,
  /certificate/,
  /handshake/,
  /address (?:is )?already/,
  /\bin use\b/,
  /closed by/,
  /(?:connection|peer|host|server|upstream) (?:was |is )?(?:lost|closed|dropped|down)/,
  /\b(?:returned(?! error)|answered|got|was|responded|status|code|http)\b.{0,12}\b[45]\d\d\b/,
];
const MEMORY = [
  /out of memory/,
  /cannot allocate/,
  /\boom\b|oom-?kill/,
  /\bkilled\b/,
  /segmentation fault|segfault/,
  /core dumped/,
  /out ?of ?memory/,
];
const INPUT = [
  /syntax error/,
  /unexpected/,
  /unrecogni[sz]ed/,
  /not recogni[sz]ed/,
  /\binvalid\b/,
  /unsupported/,
  // Docker ends every message in ": unknown".
  /(?<!: )\bunknown\b|\bunknown \w/,
  /bad interpreter/,
  /\b(?:undefined|undeclared|unresolved)\b/,
  /multiple definition/,
  /exec format/,
  /parse error|error parsing/,
  /\bmalformed\b/,
];
const STATE = [
  /already (?:in use|exists|running|held|being|bound)/,
  /\bconflict/,
  /mismatch/,
  /\bexpired\b/,
  /(?<![\w-])lock(?:ed)?(?![\w.-]| file)/,
  /\bunmet\b/,
  /dubious/,
  /\bbroken\b/,
  /\bcorrupt/,
  /exceeded|exceeds/,
  /insufficient/,
  /\bproblem/,
  /\bbusy\b/,
  /deadlock/,
  /unbound variable/,
  /another (?:app|copy|process|instance|user|operation)/,
  /\bmust be\b/,
  /is (?:too|still|older|newer|masked|disabled)\b/,
];
const INABILITY = [
  /could ?n[o']t (?:be|get|open|find|load|read|write|create|start|lock|acquire|determine|parse|bind|copy)/,
  /(?:cannot|can not|can['’]t) \w/,
  /\bunable to\b/,
  /failed to \w/,
  /\b(?:is|are|was|were|has|have|did|does|do|will|would) ?(?:not\b|n['’]t\b)/,
  /not (?:allowed|supported|available|enabled|responding)/,
];
/** Of the system's own words for an errno those that no other list holds. */
const ERRNO = [
  /operation not supported/,
  /argument list too long/,
  /file name too long/,
  /directory not empty/,
  /\bfile exists\b/,
  /\bis a directory\b/,
  /\bnot a directory\b/,
  /cross-device link/,
  /temporarily unavailable/,
  /stale (?:nfs )?file handle/,
  /value too large/,
  /(?:host|network) is down/,
  /bad (?:file descriptor|address|message)/,
  /endpoint is not connected/,
  /illegal (?:seek|instruction|option)/,
];
/** Not the words of an error, but of a state in which nothing goes on. */
const SHORTAGE = [
  /\b(?:used up|exhausted|depleted|ran out|run out|out of (?:seats|range|space|sync|date))\b/,
  /\bnot enough\b/,
  /\b(?:differs?|instead of|wrong(?!:)|duplicate)\b/,
  /\btoo (?:few|old|new|short|large|small|low|high|long|big)\b/,
  /\b(?:older|newer|lower|higher|larger|smaller) than\b/,
  /\b(?:no longer|lacks?|unavailable|outdated|obsolete|stale|diverged|drifted|suspended|is taken|limit (?:of|is|was))\b/,
];
/** HRESULTs of Windows. */
const CODES = [/0x8[0-9a-f]{7}/];
/** How lists of services, nodes and containers mark one that is not well. */
const CONDITIONS = [
  /crash ?loop/,
  /backoff\b/,
  /errimagepull/,
  /unhealthy/,
  /notready/,
  /degraded/,
  /\bevicted\b/,
  /exited \([1-9]/,
];
/** A level in another language: the words behind it need not be known. */
const LEVELS_ABROAD = [
  /(?:^|[\s[(])(?:fehler|erreur|échec|erro|errore|fout|chyba|błąd|ошибка)\b/,
  /エラー|错误|錯誤|오류/,
];
const GERMANIC = [
  /speicherplatz|\bkeine?n?\b.{1,40}\b(?:mehr|gefunden|vorhanden)/,
  /verweigert/,
  /nicht (?:gefunden|erkannt|möglich|vorhanden|erreichbar|geöffnet|gelesen|verfügbar|ausgeführt)/,
  /(?:konnte|kann|wurde|ist|existiert)\b.{0,60}\bnicht\b/,
  /fehlgeschlagen/,
  /abgelaufen/,
  /ungültig/,
  /kan niet|niet gevonden|geweigerd|verlopen/,
  /kan inte|hittades inte|nekad|kan ikke|blev ikke/,
];
const ROMANCE = [
  /impossible (?:d['’e]|:)/,
  /introuvable/,
  /refus/,
  /n['’](?:est|existe|a) pas/,
  /expiré/,
  /a échoué/,
  /\bno se (?:pud|pued|recono|encuentr|encontr|ha)/,
  /\bno (?:existe|hay|encontrad)/,
  /denegad|agotad|caducad|rechazad/,
  /não (?:foi|é|pôde|pode|existe|encontr|há)/,
  /negad[oa]|recusad|expirou|inválid/,
  /impossibile|non (?:è|trovat|riconosciut|valid)|scadut|negat[oa]/,
];
const SLAVIC = [
  /nie (?:można|udało|znaleziono)/,
  /odmow|wygas/,
  /не (?:удал|удае|удаё|найден|распознан|может|существует)/,
  /отказано|истек/,
];
const EAST_ASIAN = [
  /できません/,
  /見つかりません/,
  /ありません/,
  /されません/,
  /拒否/,
  /失敗/,
  /无法|無法/,
  /找不到/,
  /拒绝|拒絕/,
  /失败/,
  /不存在/,
  /不足/,
  /过期|過期/,
  /없습니다/,
  /거부/,
  /실패/,
  /bulunamad|redded|başarısız/,
];

const STRONG = [STORAGE, ACCESS, NETWORK, MEMORY, INPUT, STATE, ERRNO, CODES, CONDITIONS];
const WORLDWIDE = [LEVELS_ABROAD, GERMANIC, ROMANCE, SLAVIC, EAST_ASIAN];
const WEAK = [ABSENCE, INABILITY, SHORTAGE];
const PLAIN = [...STRONG, ...WEAK, ...WORLDWIDE];

const STRONG_REASON = anyOf('', FATAL, ...STRONG, ...WORLDWIDE);
const WEAK_REASON = anyOf('', ...WEAK);
const PLAIN_REASON = anyOf('', ...PLAIN);
const PLAIN_REASONS = anyOf('g', ...PLAIN);

export function namesReason(lower: string): boolean {
  return STRONG_REASON.test(lower) || WEAK_REASON.test(lower);
}

/** More than that something is absent or did not work: of scripts that ask for files, many find none and go on. */
export function namesStrongReason(lower: string): boolean {
  return STRONG_REASON.test(lower);
}

/** Where a line names its first reason, levels apart; -1 when it names none. */
export function firstReasonIn(line: string): number {
  return line.toLowerCase().search(PLAIN_REASON);
}

/** Where it names its last, from `start` on; -1 when it names none there. */
export function lastReasonIn(line: string, start: number): number {
  const lower = line.toLowerCase();
  let at = -1;
  PLAIN_REASONS.lastIndex = start;
  for (let hit = PLAIN_REASONS.exec(lower); hit; hit = PLAIN_REASONS.exec(lower)) at = hit.index;
  return at;
}
