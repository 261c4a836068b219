/** What an answer must hold, as data: sought in the text alone, in the structured content alone, or in what a model says. */

export type Form = 'text' | 'structure';

/** `says` and `of` are sources of regular expressions that ignore case. */
export type Fact =
  | { readonly says: string }
  /** A number that stands with what it counts. */
  | { readonly count: number; readonly of: string }
  /** Ids, all of them. */
  | { readonly names: readonly string[] };

/** A passage of so few lines is read as one. */
const PASSAGE = 3;

export function says(sign: RegExp): Fact {
  return { says: sign.source };
}

export function counts(count: number, what: RegExp): Fact {
  return { count, of: what.source };
}

export function names(instanceIds: readonly string[]): Fact {
  return { names: instanceIds };
}

/** Why the fact is not in the answers, or nothing. */
export function missing(fact: Fact, answers: readonly string[], form: Form): string | undefined {
  if ('says' in fact) {
    const sign = new RegExp(fact.says, 'i');
    return answers.some((answer) => sign.test(answer)) ? undefined : `says nothing like ${sign}`;
  }
  if ('names' in fact) {
    const all = answers.join('\n');
    const absent = fact.names.filter((name) => !all.includes(name));
    return absent.length === 0 ? undefined : `leaves out ${absent.length} of ${fact.names.length} names`;
  }
  const what = new RegExp(fact.of, 'i');
  const there = answers.some((answer) =>
    form === 'text' ? inText(answer, fact.count, what) : inStructure(JSON.parse(answer), fact.count, what),
  );
  return there ? undefined : `does not count ${fact.count} of ${what}`;
}

function inText(answer: string, count: number, what: RegExp): boolean {
  const number = `(?:${count}|${count.toLocaleString('en-US')})`;
  const figure = new RegExp(`(?<![\\d.,-])${number}(?![\\d.,]*\\d|-)`);
  const lines = answer.split('\n');
  return lines.some((line, n) => {
    if (!figure.test(line)) return false;
    return what.test(lines.slice(Math.max(0, n - PASSAGE + 1), n + PASSAGE).join('\n'));
  });
}

/** Within one object. */
function inStructure(value: unknown, count: number, what: RegExp, name: string = ''): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.entries('counts' in value ? { ...value, ...Object(value.counts) } : value);
  const counted = members.some(([, member]) => member === count);
  if (counted && what.test(`${name}: ${JSON.stringify(value)}`)) return true;
  return members.some(([named, member]) => inStructure(member, count, what, named));
}
