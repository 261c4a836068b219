/** Strings that stay: in as few bytes as they need, and one copy of those that recur from result to result. */

/** Within Latin-1, V8 stores one byte a character, else two. */
export const beyondLatin1 = /[\u0100-\uffff]/;

/**
 * The same text in memory of its own. In V8 a slice keeps the whole text alive that it was cut from, and a text
 * once stored with two bytes a character gives slices of the same kind: 20 letters of an output may hold 5,000 bytes.
 */
export function compactCopy(text: string): string {
  if (text === '') return '';
  const encoding = beyondLatin1.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

export type StringPool = {
  /** The one copy of `text`, made on first sight. */
  share(text: string): string;
};

/** Names and ids of two fleets of 20,000; some 10 MB at most. */
const MAX_STRINGS = 100_000;

/** Ids, names, statuses and documents are shorter. What is longer recurs too seldom to hold a place. */
const MAX_SHARED_LENGTH = 100;

/** Fleets recur from call to call: the same nodes, under the same names. Starts again when it is full. */
export function createStringPool(maxStrings = MAX_STRINGS): StringPool {
  const strings = new Map<string, string>();
  return {
    share(text) {
      if (text.length > MAX_SHARED_LENGTH) return compactCopy(text);
      const known = strings.get(text);
      if (known !== undefined) return known;
      if (strings.size >= maxStrings) strings.clear();
      const own = compactCopy(text);
      strings.set(own, own);
      return own;
    },
  };
}
