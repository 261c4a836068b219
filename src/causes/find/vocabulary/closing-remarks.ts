import { anyOf } from '../../any-of.ts';
import { LOGGED } from './wrappers.ts';

/** A step that was begun: what it came to is not said. */
const BEGUN =
  /^\W*(?:\w{1,20}: )?(?:installing|starting|running|downloading|updating|upgrading|copying|checking|fetching|processing|connecting|waiting|executing|extracting|uploading|applying|creating|configuring|setting up|preparing|loading|searching|collecting|building|verifying|scanning|pulling|restarting|syncing|performing|gathering|initiali[sz]ing|launching|reading|unpacking)\b|\bstep \d+(?:\/| of )\d+\b|開始|开始|시작|^\W*(?:début|inicio|início|inizio|beginn|start) (?:de|du|der|des|di|da|do)\b/;

export function isBegunStep(line: string): boolean {
  return BEGUN.test(withoutPrefix(line));
}

/** Of a line in another script nothing would be left. */
function withoutPrefix(line: string): string {
  const lower = line.toLowerCase();
  return lower.replace(LOGGED, '') || lower;
}

/** What is no letter of ASCII is `\W` too: where it is not bounded at the end, each word of another script runs to it. */
const GOODBYES = [
  /^\W*(?:fin|ende|fim|fine|koniec|slut|einde|конец) (?:de|du|der|des|di|da|do|van)\b/,
  /(?:終了|完了|结束|完成|종료|완료)(?:します|しました|。)?\W{0,20}$/,
  /^\W*(?:[\w ]{1,30}: )?(?:goodbye|good bye|bye|done|finished|end|exit|quit|completed?|ready|ok|finis|fin|ende|fertig|hecho|listo|fim|pronto|koniec|gotowe|hotovo|klaar|slut|готово|конец|terminé)\W{0,20}$/,
  // "node left", "ledger closed".
  /^\W*(?:\w+ ){1,2}(?:left|stopped|closed|released|unlocked|exited|gone)\W{0,20}$/,
];
/** What programs do on their way out. */
const LEAVING = [
  /^\W*(?:shutting|closing|stopping|leaving|exiting|quitting|terminating|flushing|draining|disconnect(?:ing|ed)|cleaning|unlocking|releasing|rolling back|rollback|aborting|stopped|finished|cleaned|removed|released)\b/,
  /\b(?:not continuing|(?:did|doing|do) nothing|nothing (?:was )?(?:changed|done|to do)|no changes? (?:was|were )?made|sin cambios|keine änderungen|sans changement)\b/,
  /\b(?:finished|completed|ended|stopped|terminado|terminée?|beendet|zakończon[oay]|abgeschlossen|concluíd[oa]|terminato|terminad[oa]|interrompid[oa])\W*$/,
  /\b(?:total time|elapsed|duration|took|time elapsed)\b/,
];

/** "Reboot required: False". */
const NEGATIVE = [/: (?:false|no|none|null|n\/a|0)\W*$/];

const CLOSING_REMARK = anyOf('', GOODBYES, LEAVING, NEGATIVE);

/** What a program says last when all has been said. */
export function isClosingRemark(line: string): boolean {
  return CLOSING_REMARK.test(withoutPrefix(line));
}
