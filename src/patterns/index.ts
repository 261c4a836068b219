/** Regular expressions from outside, on an engine whose time is linear in the text. */

export { compilePattern, MAX_PATTERN_LENGTH, type Pattern } from './pattern.ts';
