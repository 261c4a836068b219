/** What an answer must hold, looked for in either form: the text alone, or the structured content alone. */

export type Form = 'text' | 'structure';
/** Why the fact is not in the answers, or nothing. */
export type Fact = (answers: readonly string[], form: Form) => string | undefined;

/** A passage of so few lines is read as one. */
const PASSAGE = 3;

export function says(sign: RegExp): Fact {
  return (answers) => (answers.some((answer) => sign.test(answer)) ? undefined : `says nothing like ${sign}`);
}

/** A number that stands with what it counts: in text within three lines, in structure within one object. */
export function counts(count: number, what: RegExp): Fact {
  return (answers, form) => {
    const there = answers.some((answer) =>
      form === 'text' ? inText(answer, count, what) : inStructure(JSON.parse(answer), count, what),
    );
    return there ? undefined : `does not count ${count} of ${what}`;
  };
}

export function names(instanceIds: readonly string[]): Fact {
  return (answers) => {
    const all = answers.join('\n');
    const missing = instanceIds.filter((instanceId) => !all.includes(instanceId));
    return missing.length === 0 ? undefined : `leaves out ${missing.length} of ${instanceIds.length} nodes`;
  };
}

export function never(sign: RegExp): Fact {
  return (answers) => (answers.some((answer) => sign.test(answer)) ? `shows ${sign}` : undefined);
}

function inText(answer: string, count: number, what: RegExp): boolean {
  const figure = new RegExp(`(?<![\\d.,-])${count.toLocaleString('en-US')}(?![\\d.,]*\\d|-)`);
  const lines = answer.split('\n');
  return lines.some((line, n) => {
    if (!figure.test(line)) return false;
    return what.test(lines.slice(Math.max(0, n - PASSAGE + 1), n + PASSAGE).join('\n'));
  });
}

function inStructure(value: unknown, count: number, what: RegExp, name: string = ''): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.entries('counts' in value ? { ...value, ...Object(value.counts) } : value);
  const counted = members.some(([, member]) => member === count);
  if (counted && what.test(`${name}: ${JSON.stringify(value)}`)) return true;
  return members.some(([named, member]) => inStructure(member, count, what, named));
}
