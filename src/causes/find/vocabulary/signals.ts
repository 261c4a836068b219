/**
 * Parts of words that find the lines worth weighing in a whole output. They are spelled in the cases that tools use:
 * ignoring case costs three times as much.
 */

import { anyOf } from '../../any-of.ts';

const LEVELS = [/[Ee]rr(?:or|:|no)/, /ERR/, /[Ff]ail/, /FAIL/, /atal/, /FATAL/, /xception/, /anic:/];
const REFUSALS = [/denied/, /annot/, /n[o']t /, /nable/, /o such/, /efused/, /imed out/, /nvalid/];
/** apt's mark, and the number that curl and others set behind their name. */
const MARKS = [/E: [A-Z]/, /: \(\d/];

/** What most messages about failures hold. */
export const COMMON_SIGNAL = anyOf('g', LEVELS, REFUSALS, MARKS);

const NEGATIONS = [/NOT /, /[Nn]o (?:s|p|m|c|n|v|e)/, /not ok/, /[Uu]nkn/, /issing/, /must /, /equire/];
const ENDS = [
  /[Kk]illed/,
  /KILL/,
  /[Aa]bort/,
  /ABORT/,
  /ault/,
  /crash/,
  /OOM/,
  /nterrupt/,
  /IMEDOUT/,
  /ime ?out/,
];
const ACCESS = [/orbid/, /nauthor/, /eject/, /iolat/, /xpired/, /masked/, /DENIED/, /REFUSED/];
const NETWORK = [/nreach/, /eset by/, /ost con/, /onnection closed/, /losed by/];
const STATE = [
  /llegal/,
  /orrupt/,
  /onflict/,
  /[Uu]nexp/,
  /UNEXP/,
  /[Uu]nmet/,
  /[Uu]nbound/,
  /lready/,
  /full/,
  /xceed/,
  /ismatch/,
  /[Uu]nsup/,
  /[Uu]nrec/,
  /recogni/,
  /oo many/,
  /roken/,
  /[Bb]ad /,
  /BAD/,
  /INVAL/,
  /MISSING/,
  /nsuff/,
  /eadlock/,
  /busy/,
  /ocked/,
  /dubious/,
  /roblem/,
  /nother (?:app|copy|process|instance|user|operation)/,
];
const RARE_LEVELS = [/level=/, /emerg/, /CRIT/, /[✗✘×✖] /];
const GERMAN = [/Fehler/, /FEHLER/, /geschlagen/, /weigert/, /nicht /];
const FRENCH = [/rreur/, /ERREUR/, /[éÉ]chec/, /ÉCHEC/, /mpossible (?:d|:)/, /introuvable/, /échou/];
const SPANISH = [/fallido/, /denegado/];
const OTHER_SCRIPTS = [/エラー/, /失敗/, /できません/, /错误/, /失败/, /오류/, /шибк/];

/** The words of the other messages; worth the wait only where the common ones found no reason. */
export const RARE_SIGNAL = anyOf(
  'g',
  NEGATIONS,
  ENDS,
  ACCESS,
  NETWORK,
  STATE,
  RARE_LEVELS,
  GERMAN,
  FRENCH,
  SPANISH,
  OTHER_SCRIPTS,
);
