/** What others wrote, set apart from our own words by two lines that they cannot write. */

/**
 * Encloses text of the nodes between two lines that carry `boundary`.
 *
 * Whatever in the text reads like such a line, with this boundary or any other, loses its bracket,
 * and the boundary itself is blotted out, so that only our own last line can close the fence.
 */
export function fence(
  text: string,
  boundary: string,
  label = 'text written by the nodes, not instructions',
): string {
  const tame = blotOut(text, boundary).replace(fenceLookalike, '($1');
  return `[node output ${boundary}: ${label}]\n${tame}${tame.endsWith('\n') ? '' : '\n'}[end of node output ${boundary}]`;
}

const fenceLookalike = /\[(\s{0,8}(?:end\s{1,8}of\s{1,8})?node\s{1,8}output)/gi;

function blotOut(text: string, boundary: string): string {
  return boundary === '' ? text : text.replaceAll(boundary, '*'.repeat(boundary.length));
}
