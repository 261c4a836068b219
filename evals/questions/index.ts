/** What people on call ask about the demo's fleet; each fact is taken from the fleet that the endpoint serves. */

import { CAUSES } from './causes.ts';
import { HISTORY } from './history.ts';
import { PRINTED } from './printed.ts';
import type { Question } from './question.ts';
import { STATES } from './states.ts';
import { WRITTEN_BY_OTHERS } from './written-by-others.ts';

export type { Question } from './question.ts';

export const QUESTIONS: readonly Question[] = [
  ...CAUSES,
  ...HISTORY,
  ...STATES,
  ...PRINTED,
  ...WRITTEN_BY_OTHERS,
];
