import { REDACTION_OPENING } from './secret.ts';

/* What stands where a secret would stand, and is none. */

/** Without its blank, as a value may have been cut there. */
const OPENING = REDACTION_OPENING.trimEnd();

const words = new Set(
  (
    'n/a none null nil undefined unset empty true false yes no on off y n redacted masked hidden filtered removed omitted sensitive ' +
    'protected secret secrets password passwd pass passphrase token string text value values str byte bytes bytes prompt example file ' +
    'stdin env set unknown keyword optional required default user username varchar nvarchar char blob integer boolean number ' +
    'object array any void never amd64 arm64 i386 x86_64 noarch all'
  ).split(' '),
);

/** Nothing, or one and the same character: stars, dots, dashes, x. */
const blotted = /^(?:[*•●.\-_#?]{0,64}|[xX]{3,64}|\*{2,64}[\w/+=-]{0,4}|[*•●]{2,64}.{0,64}[*•●]{2,64})$/;

/** How configuration, templates and shells write "the value of": each begins and ends in its own way. */
const references = [
  /^\$\{[^\n]*$/, // ${VAR}, ${VAR:-}, ${{ secrets.X }}
  /^\$\([^\n]*$/, // $(command)
  /^\$(?:env|using|script|global|secret|private):/i, // PowerShell
  /^\$[A-Z_][A-Z0-9_]*$/, // $VAR
  /^\$[\d@#?*_]$/, // $1
  /^\$[a-z_]\w{0,40}(?:\.|->|\[)/i, // $user.password, $row['token']
  /^%\(/, // %(name)s
  /^%[sdvq]$/,
  /^\{\{/, // {{ name }}
  /^#\{/, // Ruby's #{name}
  /^!(?:vault|secret|env|Ref|Sub|GetAtt|Join|Select|ImportValue|reference)\b/,
  /^(?:self|this|args?|opts?|options|config|cfg|settings|env|os|process|params|request|req|res|data|node|var|local|module|secrets|vault|ctx|context|body|form|props|state|event|input|random_password)[.[]\w/,
  /^[&*](?:'static )?(?:mut )?(?:str|string|String|u8|char)\b/, // types
  /^(?:Option|Optional|Nullable|Maybe|List|Array|Vec|Secret|SecretStr|SecureString|Buffer|String|Box|Arc)(?:[[<(]|$)/,
  /^(?:new )?[A-Za-z_$][A-Za-z_]{0,40}(?:(?:\.|::|->)[A-Za-z_]{1,40}){0,6}\((?:["')]|\w{0,40}(?:[,)]|$))/, // a call
  /^(?:typing\.|Dict\[|Mapping\[)/,
  /^[A-Za-z_$][\w$]{0,40}(?:\.[\w$]{1,40}){0,6}\.\w{0,30}(?:password|passwd|pass|secret|token|key)[;,)]{0,2}$/i, // url.password
  /^[a-z_]\w{0,40}\[(?:\d{1,3}\]|["'])/, // an index
  /^[A-Z][a-z]{1,20}-[A-Z][A-Za-z]{2,30}$/, // a cmdlet
  /^(?:varchar|nvarchar|char|character|varbinary)\b/i, // a column's type
  /^(?=[A-Za-z]{0,60}(?:Secret|Password|Token|Credential))(?:[A-Z][a-z]{1,20}){2,6}$/, // SecretSynced
  /^[^\w]{1,3}$/, // punctuation that was left of code: ");", "})"
];

/** `<your password>`, `{password}`, `%PASSWORD%`, `[hidden]`: brackets around words, not around something drawn. */
const bracketed = /^(?:<([^<>]*)>|\{([^{}]*)\}|\[([^[\]]*)\]?|%([^%]*)%|\(([^()]*)\)|\*([^*]*)\*)$/;
const someWords = /^[A-Za-z]+(?:[ _./:-]{1,3}[A-Za-z]+)+\W?$/;
const upperCaseName = /^[A-Z][A-Z0-9_]*$/;
const secretWord = /pass|pwd|secret|token|key|cred|auth|hidden|masked|redact|filter|sensitive/i;

function isNamed(inside: string): boolean {
  return (
    inside.length < 3 ||
    words.has(inside.toLowerCase()) ||
    upperCaseName.test(inside) ||
    someWords.test(inside) ||
    (secretWord.test(inside) && /^[A-Za-z_. -]+$/.test(inside)) ||
    inside.includes('*')
  );
}

/** `$password`, `$token`: variables with the name of a secret; `$ecret` is none. */
const variable = /^\$([a-z_]\w{0,40})$/i;
const variableWords =
  /^(?:null|true|false|this|args?|user|cred(?:s|ential)?|value|input|plain(?:text)?|p|pw|s)$/i;

/** Whether something in a value was redacted before. */
export const holdsRedaction = (value: string): boolean => value.includes(OPENING);

/** A value that stands where a secret would, but is none: empty, starred out, a variable, a sample word. */
export function isStandIn(value: string): boolean {
  if (holdsRedaction(value) || blotted.test(value) || words.has(value.toLowerCase())) return true;
  const first = value[0] ?? '';
  if (/[<{[%(*]/.test(first)) {
    const [, ...insides] = bracketed.exec(value) ?? [];
    const inside = insides.find((found) => found !== undefined);
    if (inside !== undefined && isNamed(inside.trim())) return true;
  }
  // What is left of `<user:password>`.
  if (value.endsWith('>') && isNamed(value.slice(0, -1))) return true;
  const name = first === '$' ? variable.exec(value)?.[1] : undefined;
  if (name !== undefined && (secretWord.test(name) || variableWords.test(name))) return true;
  return references.some((shape) => shape.test(value));
}

/** `(sensitive value)`, `(will be prompted)`: a remark of several words, as it stands unquoted. */
export const remark =
  /\([A-Za-z][A-Za-z'-]{0,20}(?:[ ,.:;/]{1,2}[A-Za-z][A-Za-z'-]{0,20}){0,11}[ ,.:;/]{0,2}\)/y;

/** `16 bytes`: the size of a secret. */
export const measure = /\d{1,9} (?:bytes?|chars?|characters?|bits?|days?|items?|keys?|years?)\b/y;

const proseOpeners = new Set(
  (
    'a an and any are as at authentication be been being but by can cannot change changeable changed changes check complexity correct ' +
    'created denied did disabled does enabled encryption error expected expire expired expires expiry failed failure for found from has have ' +
    'history hash if in inactive include incorrect input instead invalid is it its length less loaded locked match may method ' +
    'mismatch missing must needs new not of ok okay one only optional or parameter policy required requisite rejected reset retrieved ' +
    'rotated rotation sent should shown skipped stored substack success successful successfully sufficient that the this to too ' +
    'type unable unchanged updated updating use used using via valid validation was when which will with within without wrong you ' +
    'your accepted absent available pending revoked refresh refreshed verified verification ' +
    'falsch abgelaufen wurde ist wird muss darf ungültig erforderlich benötigt incorrecta incorrecto inválida requerida requerido ' +
    'obligatoria obligatorio caducada debe es expiré requis requise obligatoire doit est não deve неверный неверен обязателен'
  ).split(' '),
);

/** A word with which a sentence about a secret goes on, where a secret would otherwise stand. */
export function isProse(word: string): boolean {
  return proseOpeners.has(word.toLowerCase().replace(/[.,;:!?)]{1,8}$/, ''));
}
