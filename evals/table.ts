/** Runs by kind of question, as a table in Markdown. */

import type { Run } from './score.ts';

export type Column = {
  readonly title: string;
  readonly runs: readonly Run[];
  /** Where the other figures stand in another column. */
  readonly heads?: readonly Head[];
};

type Head = keyof typeof FIGURES;

const FIGURES = {
  points: (runs: readonly Run[]) => `${sum(runs, ({ points }) => points)}/${sum(runs, ({ of }) => of)}`,
  calls: (runs: readonly Run[]) => sum(runs, ({ calls }) => calls),
  written: (runs: readonly Run[]) => sum(runs, ({ written }) => written),
  tokens: (runs: readonly Run[]) => sum(runs, ({ tokens }) => tokens),
};
const HEADS = Object.keys(FIGURES) as Head[];

/** One row a kind, of all its questions together, and one for all kinds. */
export function tableOf(columns: readonly Column[]): string {
  const kinds = [...new Set(columns.flatMap(({ runs }) => runs.map(({ kind }) => kind)))];
  const heads = columns.flatMap(({ title, heads: own = HEADS }) => own.map((head) => `${title}: ${head}`));
  const rows = [...kinds, undefined].map((kind) => {
    const cells = columns.flatMap(({ runs, heads: own = HEADS }) => {
      const ofKind = runs.filter((run) => kind === undefined || run.kind === kind);
      return own.map((head) => FIGURES[head](ofKind));
    });
    return [kind ?? 'all', ...cells];
  });
  return [['kind', ...heads], ['---', ...heads.map(() => '--:')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function sum(runs: readonly Run[], figure: (run: Run) => number): string {
  return runs.reduce((total, run) => total + figure(run), 0).toLocaleString('en-US');
}

/** What the answers showed and what was obeyed, in one line. */
export function harmOf({ title, runs }: Column): string {
  const questions = (harm: (run: Run) => number) => runs.filter((run) => harm(run) > 0).length;
  const shown = questions((run) => run.shown);
  const obeyed = questions((run) => run.obeyed);
  return `${title}: of ${runs.length} questions ${shown} with secrets or control characters shown, ${obeyed} with an injection obeyed`;
}
