/**
 * How much room an answer has left. A result is sent as text and as JSON, a client shows its model only one of the
 * two, and so every piece is charged to both and the tighter one decides.
 */

import { headOf } from '../run-command/index.ts';
import { countBytes, countTokens, TOKENS_PER_SEAM } from '../tokens/index.ts';
import { wellFormed } from './cuts.ts';

/** Bytes a token may take at most (docs/limits.md). */
const BYTES_PER_TOKEN = 4;

/** Fewer than 250 lines at the default of 2,500 tokens (docs/limits.md): some clients cut there. */
const TOKENS_PER_LINE = 10.5;

/** A part of a result in its two forms. */
export type Piece = { readonly text: string; readonly json: string };

/** Tokens of each form, or a quarter of its bytes where that is more; and lines of the text. */
export type Cost = { readonly text: number; readonly json: number; readonly lines: number };

export function costOf(piece: Piece): Cost {
  return {
    text: sizeOf(piece.text) + TOKENS_PER_SEAM,
    json: sizeOf(piece.json) + TOKENS_PER_SEAM,
    lines: linesOf(piece.text),
  };
}

/** A cost that is counted only when it matters: counting is what laying out a page spends its time on. */
export type Price = {
  /** Never more than `cost()`, and known without counting a token. */
  readonly atLeast: Cost;
  cost(): Cost;
};

export function priceOf(piece: Piece): Price {
  let counted: Cost | undefined;
  const least = (form: string) => form.length / BYTES_PER_TOKEN;
  return {
    atLeast: { text: least(piece.text), json: least(piece.json), lines: linesOf(piece.text) },
    cost() {
      counted ??= costOf(piece);
      return counted;
    },
  };
}

export type Budget = {
  /** Whether `cost` still fits when `reserve`, a share of the whole from 0 to 1, is left for what comes later. */
  fits(cost: Cost, reserve?: number): boolean;
  spend(cost: Cost): void;
};

export function createBudget(maxTokens: number): Budget {
  const spent = { text: 0, json: 0, lines: 0 };
  return {
    fits(cost, reserve = 0) {
      const room = maxTokens * (1 - reserve);
      return (
        spent.text + cost.text <= room &&
        spent.json + cost.json <= room &&
        spent.lines + cost.lines <= room / TOKENS_PER_LINE
      );
    },
    spend(cost) {
      spent.text += cost.text;
      spent.json += cost.json;
      spent.lines += cost.lines;
    },
  };
}

/** Whether both forms of a finished result keep the bound. */
export function withinBound(piece: Piece, maxTokens: number): boolean {
  return takenBy(piece) <= maxTokens;
}

/** Of a finished result: the tokens of its larger form, or a quarter of its bytes where that is more. */
export function takenBy({ text, json }: Piece): number {
  return Math.max(sizeOf(text), sizeOf(json));
}

function sizeOf(form: string): number {
  return Math.max(countTokens(form), countBytes(form) / BYTES_PER_TOKEN);
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** `text` in at most `maxTokens` tokens; what was cut is marked by an ellipsis. The result is well-formed. */
export function clip(text: string, maxTokens: number): string {
  const whole = wellFormed(text);
  // A token takes at least one byte, so a text of so few bytes needs no counting.
  if (countBytes(whole) <= maxTokens || countTokens(whole) <= maxTokens) return whole;
  const points = [...headOf(whole, maxTokens * 12)];
  let [fits, tooLong] = [0, points.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (countTokens(points.slice(0, middle).join('')) < maxTokens) fits = middle;
    else tooLong = middle;
  }
  return `${points.slice(0, fits).join('')}…`;
}
