/**
 * Parts of words that find the lines worth weighing in a whole output. Whether the word is the one meant ("enabled"
 * holds "nable") is for the weight of the line to say.
 */

import { anyOf } from '../../any-of.ts';

/** In the cases that tools use, so that most outputs need not be lower case first. */
const LEVELS = [/[Ee]rr(?:or|:|no)/, /ERR/, /[Ff]ail/, /FAIL/, /atal/, /FATAL/, /xception/, /anic:/];
const REFUSALS = [/denied/, /annot/, /n[o']t /, /nable to/, /o such/, /efused/, /imed out/, /nvalid/];
/** apt's mark, and the number that curl and others set behind their name. */
const MARKS = [/E: [A-Z]/, /: \(\d/];

/** What most messages about failures hold. */
export const COMMON_SIGNAL = anyOf('g', LEVELS, REFUSALS, MARKS);

/*
 * The lists below are plain words in lower case, for text in lower case: an alternation of nothing but letters is
 * compiled into a tree, and takes a third of the time of one with classes in it.
 */
const NEGATIONS = [
  ' no ',
  '\nno ',
  ' not ',
  'nothing ',
  'unkn',
  'missing',
  ' must ',
  'require',
  ' needs ',
  'without ',
];
const ENDS = [
  'killed',
  'abort',
  'segfault',
  ' fault',
  'crash',
  'oom',
  'interrupt',
  'timeout',
  'time out',
  'core dumped',
];
const ACCESS = [
  'forbid',
  'unauthor',
  'reject',
  'violat',
  'expired',
  'masked',
  'denied',
  'refused',
  'revoked',
  'untrusted',
  'unsigned',
  'insecure',
  'verification',
  'sealed',
];
const NETWORK = [
  'unreach',
  'reset by',
  'lost con',
  'connection',
  'closed by',
  'disconnect',
  'http 4',
  'http 5',
  'answered ',
];
const STATE = [
  'illegal',
  'corrupt',
  'conflict',
  'unexp',
  'unmet',
  'unbound',
  'already',
  ' full',
  'exceed',
  'mismatch',
  'unsup',
  'unrec',
  'unread',
  'recogni',
  'too many',
  'broken',
  'bad ',
  'inval',
  'insuff',
  'deadlock',
  'busy',
  'locked',
  'dubious',
  'problem',
  'undefined',
  'differ',
  'instead of',
  'wrong',
  'duplicate',
  'undeclared',
  'unresolved',
  'temporarily',
  'used up',
  'exhaust',
  'deplet',
  'ran out',
  'run out',
  'out of ',
  ' too ',
  'older than',
  'newer than',
  'longer',
  'lack',
  'unavail',
  'outdated',
  'stale',
  'diverged',
  'suspend',
  'is taken',
  'limit ',
  'too long',
  'is a dir',
  'only ',
  'another ',
];
/** How lists of services, nodes and containers mark one that is not well. */
const CONDITIONS = [
  'backoff',
  'errimage',
  'unhealthy',
  'notready',
  'degraded',

  'exited (',
  'evicted',
  'crashloop',
];
const RARE_LEVELS = ['level=', 'emerg', 'crit', '"level":', '[bad]', 'not ok'];
const GERMAN = ['fehler', 'geschlagen', 'weigert', 'nicht ', 'nicht.', 'abgelaufen', ' kein'];
const ROMANCE = [
  'erreur',
  'chec ',
  'impossib',
  'introuvable',
  'refus',
  ' pas ',
  'fallido',
  'denegad',
  'no se ',
  'no hay',
  'no existe',
  'caducad',
  'agotad',
  'rechazad',
  'erro ',
  'erro:',
  'negad',
  'recusad',
  'expirou',
  'falha',
  'errore',
  'scadut',
  'non trovat',
];
const OTHERS = [
  'fout',
  'niet ',
  'geweigerd',
  ' inte ',
  ' ikke ',
  'nekad',
  'nie uda',
  'odmow',
  'wygas',
  'chyba',
  'bulunamad',
  'redded',
];
/** Looked for only where a text holds more than ASCII. */
const BEYOND_ASCII = [
  '✗',
  '✘',
  '×',
  '✖',
  '❌',
  'échec',
  'échou',
  'expiré',
  '’est pas',
  '’existe pas',
  'não ',
  'inválid',
  'non è',
  'ungültig',
  'błąd',
  'nie moż',
  'başarısız',
  'ошибк',
  'не уда',
  'не най',
  'не мож',
  'не рас',
  'не сущ',
  'отказано',
  'истек',
  'エラー',
  '失敗',
  'ません',
  '拒否',
  '错误',
  '錯誤',
  '失败',
  '无法',
  '無法',
  '找不到',
  '拒绝',
  '拒絕',
  '不存在',
  '不足',
  '过期',
  '오류',
  '실패',
  '없습니다',
  '거부',
];

const RARE = [NEGATIONS, ENDS, ACCESS, NETWORK, STATE, CONDITIONS, RARE_LEVELS];
const ABROAD = [GERMAN, ROMANCE, OTHERS];
/** A script that prints how a program ended; a JSON answer that says it did not succeed; levels in other words. */
const ADMISSIONS = [
  'error',
  'err!',
  'fail',
  'fatal',
  'exception',
  'panic',
  'exit',
  'rc=',
  'rc:',
  'rc ',
  'return',
  'abort',
  'killed',
  'crit',
  'severe',
  'segmentation',
  'core dumped',
  'oom',
  'denied',
  'cannot',
  'could not',
  'unable to',
  "can't",
  'not ok',
  'no such',
  'not found',
  'refused',
  'timed out',
  ': false',
  ':false',
  'traceback',
  'e: ',
  ': (',
  'categoryinfo',
  'no space',
  'read-only',
  'quota',
  'busy',
  'not permitted',
  'is denied',
];

/** The words of the other messages, in lower case; worth the wait only where the common ones found no reason. */
export const RARE_SIGNAL = anyOfWords(...RARE);

/** Those of other languages; worth it where neither found one. */
export const SIGNAL_ABROAD = anyOfWords(...ABROAD);
export const SIGNAL_BEYOND_ASCII = anyOfWords(...ABROAD, BEYOND_ASCII);

/** Where the output of a success may admit a failure, in lower case. */
export const ADMISSION_SIGNAL = anyOfWords(ADMISSIONS, ...ABROAD);
export const ANY_SIGNAL = anyOfWords(ADMISSIONS, ...RARE, ...ABROAD);

function anyOfWords(...lists: readonly (readonly string[])[]): RegExp {
  const words = [...new Set(lists.flat())].sort();
  return anyOf('g', [new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))]);
}
