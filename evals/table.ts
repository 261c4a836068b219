/** Runs by kind of question, as a table in Markdown. */

import type { Run } from './score.ts';

export type Column = { readonly title: string; readonly runs: readonly Run[] };

const HEADS = ['points', 'calls', 'tokens'];

/** One row a kind, of all its questions together, and one for all kinds. */
export function tableOf(columns: readonly Column[]): string {
  const kinds = [...new Set(columns.flatMap(({ runs }) => runs.map(({ kind }) => kind)))];
  const heads = columns.flatMap(({ title }) => HEADS.map((head) => `${title}: ${head}`));
  const rows = [...kinds, undefined].map((kind) => {
    const cells = columns.flatMap(({ runs }) =>
      cellsOf(runs.filter((run) => kind === undefined || run.kind === kind)),
    );
    return [kind ?? 'all', ...cells];
  });
  return [['kind', ...heads], heads.reduce((rule) => [...rule, '--:'], ['---']), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function cellsOf(runs: readonly Run[]): readonly string[] {
  const sum = (of: (run: Run) => number) =>
    runs.reduce((total, run) => total + of(run), 0).toLocaleString('en-US');
  return [
    `${sum(({ points }) => points)}/${sum(({ of }) => of)}`,
    sum(({ calls }) => calls),
    sum(({ tokens }) => tokens),
  ];
}

/** What the answers showed and what was obeyed, in one line. */
export function harmOf({ title, runs }: Column): string {
  const questions = (harm: (run: Run) => number) => runs.filter((run) => harm(run) > 0).length;
  const shown = questions((run) => run.shown);
  const obeyed = questions((run) => run.obeyed);
  return `${title}: of ${runs.length} questions ${shown} with secrets or control characters shown, ${obeyed} with an injection obeyed`;
}
