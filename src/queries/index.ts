/** JMESPath expressions from outside, as `--query` of the AWS CLI, evaluated within bounds of time and memory. */

export { EVALUATION_LIMIT_MS, evaluate } from './evaluate.ts';
export { compileQuery, MAX_QUERY_LENGTH, type Query } from './expression.ts';
export type { Outcome } from './outcome.ts';
