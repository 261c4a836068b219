/** A slice keeps the whole text it was cut from alive; this copy does not. */
export function detached(text: string): string {
  return text === '' ? '' : ` ${text}`.slice(1);
}
