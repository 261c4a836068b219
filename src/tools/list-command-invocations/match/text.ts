/** What a pattern found and did not find, in words. */

import { formatInteger, formatName, plural } from '../../../answer/index.ts';
import type { InvocationList, ListedGroup } from '../schema.ts';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['not_printed', 'did not print it'],
  ['output_cut', 'output cut by SSM'],
  ['unfinished', 'not finished'],
  ['never_ran', 'never ran'],
  ['withheld', 'took too long'],
]);

export function noMatchWords(why: string): string {
  return REASONS.get(why) ?? why;
}

/** "Match: 312 of 1,200 invocations; 888 do not match (7 never ran)." */
export function matchLines({ summary: { match } }: InvocationList): string[] {
  if (match === undefined) return [];
  const { read = 0, found = 0, not_found = 0, by_name_or_comment, further_values } = match;
  const reasons = [...REASONS]
    .filter(([why]) => (match[why] ?? 0) > 0)
    .map(([why, words]) => `${formatInteger(match[why] ?? 0)} ${words}`);
  const others = `${formatInteger(not_found)} ${not_found === 1 ? 'does' : 'do'} not${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.`;
  const elsewhere =
    by_name_or_comment === undefined
      ? ''
      : ` (${formatInteger(by_name_or_comment)} by name or comment, not by output)`;
  return [
    `Of ${plural(read, 'invocation')} read ${formatInteger(found)} ${found === 1 ? 'matches' : 'match'}${elsewhere}${not_found === 0 ? '.' : `; ${others}`}`,
    ...(further_values === undefined
      ? []
      : [
          `${plural(further_values, 'output')} ${further_values === 1 ? 'holds' : 'hold'} further values: the first one counts.`,
        ]),
  ];
}

/** "3.3.987.0: 951 nodes Success" or "30 nodes without a match: 7 never ran". */
export function valueSentence(group: ListedGroup, nodes: string): string | undefined {
  const { value, without_match, status, by_status } = group;
  if (value !== undefined) {
    const ended = by_status
      ? Object.entries(by_status).map(([name, count]) => `${formatInteger(count)} ${name}`)
      : [status];
    return `${formatName(value)}: ${nodes} ${ended.join(', ')}`;
  }
  if (without_match === undefined) return undefined;
  const reasons = without_match.map(({ why, nodes }) => `${formatInteger(nodes)} ${noMatchWords(why)}`);
  return `${nodes} without a match: ${reasons.join(', ')}`;
}

/** The nodes of each reason, as far as they are listed. */
export function reasonLines({ without_match = [] }: ListedGroup): string[] {
  return without_match.flatMap(({ why, nodes, instance_ids }) => {
    if (instance_ids.length === 0) return [];
    const more = nodes - instance_ids.length;
    return [
      `   ${noMatchWords(why)}: ${instance_ids.join(', ')}${more > 0 ? ` and ${plural(more, 'more node')}` : ''}`,
    ];
  });
}
