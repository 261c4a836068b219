import { ceilingOf, isAside, WEIGHT } from './line-weight.ts';
import { isUnderlined, type Line, lineAfter, lineBefore } from './lines.ts';
import { namesReason, namesStrongReason } from './vocabulary/reasons.ts';

/** Lines between a title and what it announces, or between a message and its cause. */
const MAX_BETWEEN = 8;
/** Of a list so many members are quoted. */
const MAX_LISTED = 3;
/** A longer line is a message, not a title. */
const MAX_TITLE = 90;

/** "Caused by:", "Detail: ...", "* What went wrong:": what stands behind them is the cause of what stands above. */
const LABEL =
  /^\W{0,4}(?:caused by|cause|root cause|reason|reasons|details?|description|history|problem|what went wrong|message|error message|underlying error|inner exception|original error|exception)\s?:\s*(.*)$/i;
/** Headings of advice: whatever stands below them is no cause. */
const ADVICE_HEADING =
  /^\W{0,4}(?:action|try|what you can do|solutions?|suggestions?|resolution|next steps|remedy|how to fix|possible (?:causes|solutions|fixes)|hints?|help)\W*$/i;
/** Where terraform and compilers say where, before they say what. */
const POSITION = /^\W{0,4}(?:with \S+,|on \S+ line \d+|in \S+ line \d+|--> |\d+ ?[:|])/;
/** "0: ...", "1: ..." of an error chain, and the marks of lists. */
const ITEM = /^\s*(?:\d{1,2}: |[-*•] |\d{1,2}\) )\s*/;

/** What a message goes on to name as its cause, further down; the innermost where there are several. */
export function causeBelow(text: string, line: Line): string | undefined {
  let found: string | undefined;
  let at: Line | undefined = line;
  for (let between = 0; between < MAX_BETWEEN; between++) {
    at = at && lineAfter(text, at);
    if (at === undefined || ADVICE_HEADING.test(at.text)) break;
    if (between === 0 && isBullet(at.text) && !isBullet(line.text) && !isAside(at.text))
      return withoutMark(at.text);
    const label = LABEL.exec(at.text);
    if (!label) continue;
    if (isAside(at.text) && label[1] !== '') continue;
    const content: Line | undefined = label[1] ? at : lineAfter(text, at);
    if (content === undefined) break;
    found = label[1] ? label[1] : lastItem(text, content);
    at = content;
  }
  return found;
}

/** The last of a numbered chain, which is its innermost cause; of any other list the first. */
function lastItem(text: string, first: Line): string {
  let last = first;
  for (
    let next = lineAfter(text, first);
    next && /^\s*\d{1,2}: /.test(next.text);
    next = lineAfter(text, next)
  )
    last = next;
  return withoutMark(last.text);
}

function isBullet(text: string): boolean {
  return /^\s+[-*•] /.test(text);
}

/** The outer message of a line that stands in a chain of causes, or under a label. */
export function outerOf(text: string, line: Line): string | undefined {
  const isLabelled = LABEL.test(line.text);
  const indent = indentOf(line.text).length;
  let above = lineBefore(text, line);
  if (above && isUnderlined(text, above)) return outerText(above.text);
  if (above && /^\W{0,4}error: /i.test(above.text) && isTitle(text, above)) return outerText(above.text);
  for (let between = 0; above && between < MAX_BETWEEN; between++) {
    const isHeading = /^\W{0,4}(?:caused by|history|problems?):?\s*$/i.test(above.text);
    if (isHeading) return outerText(lineBefore(text, above)?.text);
    const isLabel = LABEL.test(above.text);
    if (above.text.endsWith(':') && !isLabel && (isLabelled || indentOf(above.text).length < indent)) {
      return outerText(above.text);
    }
    if (!isLabelled && !ITEM.test(above.text) && indentOf(above.text).length < indent) return undefined;
    if (!isLabelled && indent === 0) return undefined;
    above = lineBefore(text, above);
  }
  return undefined;
}

/** Nothing where the outer message says no more than that there is an error. */
function outerText(text: string | undefined): string | undefined {
  if (text === undefined || ceilingOf(text) <= WEIGHT.wrapper) return undefined;
  return /^\W*(?:(?:error|fatal|problem|failure)\W*)?$/i.test(text) ? undefined : text.trim();
}

/** The text behind a label or a mark. */
export function withoutMark(text: string): string {
  const label = LABEL.exec(text)?.[1];
  return (label || text).replace(ITEM, '').trim();
}

/** A line that only announces: it ends in a colon, is drawn as a heading, or says no more than that there is an error. */
export function isTitle(text: string, line: Line): boolean {
  const title = line.text;
  if (/[:;]$/.test(title)) return true;
  if (title.length > MAX_TITLE) return false;
  if (isUnderlined(text, line)) return true;
  if (/^\W*(?:error|fatal|failure|failed|exception|fehler|erreur)\W*$/i.test(title)) return true;
  if (/^\W*error:? (?:code:? )?(?:0x)?[\da-f]+\W*$/i.test(title)) return true;
  return (
    /^\W{0,4}error: /i.test(title) &&
    !namesStrongReason(title.slice(6).toLowerCase()) &&
    isParagraph(text, line)
  );
}

/** Whether blank lines set a title apart from the text below, as terraform does. */
function isParagraph(text: string, line: Line): boolean {
  const next = lineAfter(text, line);
  return next !== undefined && next.start > line.end + 1;
}

/** What stands below a title: its first line that says something, and the members of its list. */
export function announcedBelow(text: string, title: Line): string | undefined {
  let content = lineAfter(text, title);
  for (let between = 0; content && between < MAX_BETWEEN && isBetween(content.text); between++) {
    if (ADVICE_HEADING.test(content.text)) return undefined;
    content = lineAfter(text, content);
  }
  if (content === undefined || ceilingOf(content.text) === WEIGHT.nothing) return undefined;
  // Behind a colon stands what it announces, be it worded like advice: "- Run the hook ...: Permission denied".
  if (!title.text.endsWith(':') && isAside(content.text)) return undefined;
  const listed = [withoutMark(content.text)];
  if (ITEM.test(content.text) || /^\t/.test(content.text)) {
    const indent = indentOf(content.text);
    for (
      let next = lineAfter(text, content);
      next && listed.length < MAX_LISTED;
      next = lineAfter(text, next)
    ) {
      if (indentOf(next.text) !== indent || isAside(next.text)) break;
      listed.push(withoutMark(next.text));
    }
  } else if (/^problem: /i.test(content.text.trim())) {
    const first = lineAfter(text, content);
    if (first && ITEM.test(first.text)) listed.push(withoutMark(first.text));
  }
  return listed.join('; ');
}

function isBetween(text: string): boolean {
  const label = LABEL.exec(text);
  if (ceilingOf(text) === WEIGHT.wrapper || isBareTitle(text)) return true;
  return (label !== null && label[1] === '') || POSITION.test(text) || /^traceback \(most/i.test(text);
}

function isBareTitle(text: string): boolean {
  return /^[^:]{1,60}:$/.test(text) && !namesReason(text.toLowerCase());
}

function indentOf(text: string): string {
  return /^\s*/.exec(text)?.[0] ?? '';
}
