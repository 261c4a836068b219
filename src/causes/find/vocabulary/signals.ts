/**
 * Parts of words that find the lines worth weighing in a whole output. They are spelled in the cases that tools use:
 * ignoring case costs three times as much. Whether the word is the one meant ("enabled" holds "nable") is for the
 * weight of the line to say.
 */

import { anyOf } from '../../any-of.ts';

const LEVELS = [/[Ee]rr(?:or|:|no)/, /ERR/, /[Ff]ail/, /FAIL/, /atal/, /FATAL/, /xception/, /anic:/];
const REFUSALS = [/denied/, /annot/, /n[o']t /, /nable to/, /o such/, /efused/, /imed out/, /nvalid/];
/** apt's mark, and the number that curl and others set behind their name. */
const MARKS = [/E: [A-Z]/, /: \(\d/];

/** What most messages about failures hold. */
export const COMMON_SIGNAL = anyOf('g', LEVELS, REFUSALS, MARKS);

const NEGATIONS = [
  /\bNOT /,
  /\b[Nn]o [a-z]/,
  /not ok/,
  /nothing /,
  /\b[Uu]nkn/,
  /issing/,
  /\bmust /,
  /equire/,
  /needs? /,
];
const ENDS = [
  /[Kk]illed/,
  /KILL/,
  /[Aa]bort/,
  /ABORT/,
  /\b(?:[Ss]egf|[Ff])ault/,
  /[Cc]rash/,
  /OOM/,
  /nterrupt/,
  /IMEDOUT/,
  /ime ?out/,
  /core dumped/,
];
const ACCESS = [
  /orbid/,
  /nauthor/,
  /\b[Rr]eject/,
  /iolat/,
  /xpired/,
  /\bmasked/,
  /DENIED/,
  /REFUSED/,
  /evoked/,
  /ntrusted/,
  /nsecure/,
  /erification/,
];
const NETWORK = [
  /nreach/,
  /eset by/,
  /ost con/,
  /onnection closed/,
  /losed by/,
  /isconnect/,
  /no route/,
  /HTTP \d/,
  / [45]\d\d /,
];
const STATE = [
  /llegal/,
  /orrupt/,
  /onflict/,
  /[Uu]nexp/,
  /UNEXP/,
  /[Uu]nmet/,
  /[Uu]nbound/,
  /\b[Aa]lready/,
  /\bfull\b/,
  /xceed/,
  /ismatch/,
  /[Uu]nsup/,
  /[Uu]nrec/,
  /[Uu]nread/,
  /recogni/,
  /oo many/,
  /\bbroken/,
  /\b[Bb]ad /,
  /BAD/,
  /INVAL/,
  /MISSING/,
  /nsuff/,
  /eadlock/,
  /\bbusy/,
  /\blocked/,
  /dubious/,
  /roblem/,
  /iolates/,
  /only [\d,]+ of/,
  /nother (?:app|copy|process|instance|user|operation)/,
];
/** How lists of services, nodes and containers mark one that is not well. */
const CONDITIONS = [
  /BackOff/,
  /ErrImage/,
  /[Uu]nhealthy/,
  /UNHEALTHY/,
  /NotReady/,
  /[Dd]egraded/,
  /DEGRADED/,
  /\bDOWN\b/,
  /Exited \(/,
  /Evicted/,
];
const RARE_LEVELS = [/level=/, /emerg/, /CRIT/, /[✗✘×✖❌] ?/, /"level":/];
const GERMAN = [
  /Fehler/,
  /FEHLER/,
  /geschlagen/,
  /weigert/,
  /nicht /,
  /abgelaufen/,
  /ngültig/,
  /nicht\./,
  /\bkein/,
];
const FRENCH = [
  /rreur/,
  /ERREUR/,
  /[éÉ]chec/,
  /ÉCHEC/,
  /mpossible (?:d|:)/,
  /introuvable/,
  /échou/,
  /refus/,
  /n['’](?:est|existe|a) pas/,
  /expiré/,
];
const SPANISH = [
  /fallido/,
  /[Ff]all[óo]/,
  /denegad/,
  /\b[Nn]o (?:se|hay|existe|encontrad)/,
  /caducad/,
  /agotad/,
  /rechazad/,
];
const PORTUGUESE = [/ERRO\b/, /\b[Ee]rro\b/, /[Nn]ão /, /negad/, /recusad/, /expirou/, /[Ff]alha/, /inválid/];
const ITALIAN = [/[Ii]mpossibile/, /ERRORE/, /negat[oa]/, /scadut/, /\bnon (?:è|trovat|riconosciut|valid)/];
const DUTCH_AND_NORDIC = [
  /\bFOUT\b/,
  /\b[Ff]out:/,
  /niet /,
  /geweigerd/,
  /\binte /,
  /\bikke /,
  /nekad/,
  /\bFEL\b/,
];
const SLAVIC_AND_OTHER = [
  /[Bb]łąd/,
  /BŁĄD/,
  /\b[Nn]ie (?:moż|uda|znal)/,
  /[Oo]dmow/,
  /[Cc]hyba/,
  /bulunamad/,
  /redded/,
  /başarısız/,
];
const CYRILLIC = [/[Оо]шибк/, /ОШИБК/, /[Нн]е (?:уда|най|рас|мож|сущ)/, /[Оо]тказано/, /истек/, /[Нн]ет /];
const EAST_ASIAN = [
  /エラー/,
  /失敗/,
  /できません/,
  /ません/,
  /拒否/,
  /错误|錯誤/,
  /失败/,
  /无法|無法/,
  /找不到/,
  /拒绝|拒絕/,
  /不存在/,
  /不足/,
  /오류/,
  /실패/,
  /없습니다/,
  /거부/,
];

const WORLDWIDE = [
  GERMAN,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  DUTCH_AND_NORDIC,
  SLAVIC_AND_OTHER,
  CYRILLIC,
  EAST_ASIAN,
];
const RARE = [NEGATIONS, ENDS, ACCESS, NETWORK, STATE, CONDITIONS, RARE_LEVELS, ...WORLDWIDE];
/** A script that prints how a program ended; a JSON answer that says it did not succeed. */
const EXITS = [/\b[Ee]xit/, /\brc\b/, /[Rr]eturn/, /\[ERR/, /[Aa]bort/, /": ?false/];

/** The words of the other messages; worth the wait only where the common ones found no reason. */
export const RARE_SIGNAL = anyOf('g', ...RARE);

/** Where the output of a success may admit a failure. */
export const ADMISSION_SIGNAL = anyOf('g', LEVELS, REFUSALS, MARKS, ENDS, EXITS, RARE_LEVELS, ...WORLDWIDE);
export const ANY_SIGNAL = anyOf('g', LEVELS, REFUSALS, MARKS, EXITS, ...RARE);
