/** The order of captured values: numbers and versions by value, before text. */

/** 2.9 < 2.10 < 10, -5 < 3, v1.2 < v1.10; "none" behind them all. */
export function compareValues(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a.isNegative && b.isNegative) return -compareParts(a.parts, b.parts);
  return (
    Number(b.isNegative) - Number(a.isNegative) ||
    Number(a.isText) - Number(b.isText) ||
    compareParts(a.parts, b.parts) ||
    compareTexts(one, other)
  );
}

type Parts = {
  /** Digits and what stands between them, in turn. */
  readonly parts: readonly string[];
  readonly isNegative: boolean;
  readonly isText: boolean;
};

function partsOf(value: string): Parts {
  const isNegative = /^-\d{1,200}(?:\.\d{1,200})?$/.test(value);
  return {
    parts: (isNegative ? value.slice(1) : value).match(/\d+|\D+/g) ?? [],
    isNegative,
    isText: !/^v?\.?\d/i.test(isNegative ? value.slice(1) : value),
  };
}

function compareParts(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const theirs = other[index];
    if (theirs === undefined) return 1;
    const order =
      isDigits(part) && isDigits(theirs) ? compareDigits(part, theirs) : compareTexts(part, theirs);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function isDigits(part: string): boolean {
  return /^\d/.test(part);
}

/** Of any length, which numbers of the language are not. */
function compareDigits(one: string, other: string): number {
  const [a, b] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
  return a.length - b.length || compareTexts(a, b);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
