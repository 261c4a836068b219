import { announcedBelow, causeBelow, isTitle, outerOf, withoutMark } from './chain.ts';
import { fieldsMessage } from './fields-message.ts';
import { jsonBlockMessage, jsonMessage } from './json-message.ts';
import { WEIGHT, weightOf } from './line-weight.ts';
import { type Line, lineAfter, lineBefore } from './lines.ts';
import { namesStrongReason } from './vocabulary/reasons.ts';

/** Narrower consoles than this are not met; shorter lines end in a blank by chance. */
const MIN_WIDTH = 40;
const MAX_WRAPPED = 4;
/** A message of no more words names nothing that was denied, refused or not found. */
const MAX_BARE = 3;
const MAX_ABOVE = 4;

export type Whole = {
  readonly message: string;
  /** The end of the message that shortening keeps: the cause that the beginning only wraps. */
  readonly innermost?: string;
};

/** The message of a line, with the lines that belong to it: "outer: innermost" of a chain of causes. */
export function wholeMessage(text: string, line: Line): Whole {
  const logged = jsonMessage(line.text) ?? jsonBlockMessage(text, line) ?? fieldsMessage(line.text);
  if (logged !== undefined) return { message: logged };
  const outer = outerOf(text, line);
  const message = withCertificate(text, line, withSubject(text, line, wholeText(text, line)));
  if (outer !== undefined) {
    const inner = causeBelow(text, line) ?? withoutMark(message);
    return joinChain(outer, inner);
  }
  const inner = /[:;]$/.test(line.text) ? undefined : causeBelow(text, line);
  if (inner !== undefined) return joinChain(line.text.trim(), inner);
  const reason = reasonAbove(text, line);
  return reason === undefined ? { message } : joinChain(message, reason);
}

/** "ERROR: failed to process the option" says nothing more, but the line right above it may have said why. */
function reasonAbove(text: string, line: Line): string | undefined {
  const isBare = /\berror\b.{0,4}(?:failed to|could not|cannot|unable to) [^:]{1,80}$/i.test(line.text);
  if (!isBare || namesStrongReason(line.text.toLowerCase())) return undefined;
  const above = lineBefore(text, line);
  if (above === undefined || above.end + 1 !== line.start) return undefined;
  const weight = weightOf(above.text);
  return weight > WEIGHT.tagged && weight <= WEIGHT.reason ? above.text.trim() : undefined;
}

/** A cause that the outer message already quotes is not repeated. */
export function joinChain(outer: string, inner: string): Whole {
  const [, reason = inner] = /^[\w.$]{1,120}: (.*)/.exec(inner) ?? [];
  if (outer.includes(reason)) return { message: outer };
  return { message: `${outer.replace(/(?<![\s:.;])[\s:.;]+$/, '')}: ${inner}`, innermost: inner };
}

/** openssl names the certificate on the line above the one that says what is wrong with it. */
function withCertificate(text: string, line: Line, message: string): string {
  const above = message.startsWith('verify error:') ? lineBefore(text, line)?.text : undefined;
  return above?.startsWith('depth=') ? `${message} (${above.trim()})` : message;
}

/** A bare "permission denied" gets the address that the tool named above it. */
function withSubject(text: string, line: Line, message: string): string {
  if (message.replace(/^\W+/, '').split(' ').length > MAX_BARE) return message;
  let before = lineBefore(text, line);
  for (let lines = 0; before && lines < MAX_ABOVE; lines++) {
    if (/\w:\/\/\w/.test(before.text)) return `${before.text.trim()}: ${message.replace(/^\W+/, '')}`;
    before = lineBefore(text, before);
  }
  return message;
}

/**
 * A title is followed by what it announces; a lone "sh:" before a line belongs to it; and what a console wrapped
 * goes on.
 */
export function wholeText(text: string, line: Line): string {
  const before = lineBefore(text, line)?.text ?? '';
  const head = /^(?!error|fatal|warning)[a-z][\w.-]{0,19}:$/.test(before) ? `${before} ` : '';
  const own = `${head}${line.text.trimStart()}`;
  if (!isTitle(text, line)) return `${own}${wrappedRest(text, line)}`;
  const announced = announcedBelow(text, line);
  if (announced === undefined) return own;
  return /[:;]$/.test(own)
    ? `${own} ${announced}`
    : `${own.replace(/(?<![\s.!])[\s.!]+$/, '')}: ${announced}`;
}

/** A console that wraps at its width leaves the blank in front of the next word at the end of the line. */
function wrappedRest(text: string, line: Line): string {
  let rest = '';
  let last = line;
  for (let lines = 0; lines < MAX_WRAPPED && isWrapped(text, last); lines++) {
    const next = lineAfter(text, last);
    if (next === undefined || next.start !== last.end + 1) break;
    rest += ` ${next.text}`;
    last = next;
  }
  return rest;
}

function isWrapped(text: string, line: Line): boolean {
  const length = line.end - line.start;
  const next = text.charAt(line.end + 1);
  return (
    length >= MIN_WIDTH &&
    text.charAt(line.end - 1) === ' ' &&
    /[\w,;]$/.test(line.text) &&
    /[\w'"(]/.test(next)
  );
}
