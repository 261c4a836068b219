/** How an answer is worded and bounded: tokens, figures, fences, cuts, and all prose about errors. */

export {
  type Budget,
  type Cost,
  clip,
  costOf,
  createBudget,
  type Piece,
  type Price,
  priceOf,
  takenBy,
  withinBound,
} from './budget.ts';
export { cutAfter, cutBefore, wellFormed } from './cuts.ts';
export { fence } from './fence.ts';
export { formatInteger, formatName, formatSeconds, isoSeconds, plural, quote } from './format.ts';
export { explainError, renderProblem, summarizeError } from './problem.ts';
