/** What stands where a node speaks of itself. */
const SELF = '<node>';

/** A shorter name may be any word of the text. */
const MIN_NAME = 4;

/** A text in which a node names itself says the same as the next node's, whatever its name looks like. */
export function withoutOwnName(text: string, nodeName: string | undefined): string {
  if (nodeName === undefined || nodeName.length < MIN_NAME) return text;
  const whole = text.includes(nodeName) ? text.replaceAll(nodeName, SELF) : text;
  const [host = ''] = nodeName.split('.', 1);
  // "web" is a word of many texts, "web-0042" is a name.
  return host.length > MIN_NAME && /\d/.test(host) && whole.includes(host)
    ? whole.replaceAll(host, SELF)
    : whole;
}
