/**
 * The query that searches outputs, in the language of CloudWatch Logs Insights. Nothing of it comes from outside but
 * values, and a value is written so that it can end neither the expression that it stands in nor the line.
 */

import type { SearchTerms } from '../run-command/index.ts';

/** The newest events first, at most `limit`; of each where it lies, and no text: that is read by its pointer. */
export function searchQuery({ contains, commandId, instanceId, limit }: SearchTerms): string {
  const command = commandId === undefined ? '[0-9a-f-]{36}' : literal(commandId);
  const node = instanceId === undefined ? '[0-9A-Za-z_-]+' : literal(instanceId);
  // As the agent names them; what else may write to the group is left out.
  const streams = String.raw`^${command}\/${node}\/.+\/(stdout|stderr)$`;
  return [
    'fields @timestamp, @logStream, @log',
    `filter @logStream like /${streams}/`,
    ...contains.map((text) => `filter @message like /(?i)${literal(text)}/`),
    'sort @timestamp desc',
    `limit ${limit}`,
  ].join(' | ');
}

/**
 * A regular expression that matches this text alone. Only letters, digits, blanks, "_" and "-" stand for themselves:
 * neither a slash, a quote, a backslash, a line break nor the sign of a comment is ever written as it is.
 */
function literal(text: string): string {
  return text.replace(/[^\p{Letter}\p{Number} _-]/gu, (character) => {
    if (SYNTAX.has(character)) return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\x{${code.toString(16)}}`;
  });
}

const SYNTAX = new Set('^$\\.*+?()[]{}|');
