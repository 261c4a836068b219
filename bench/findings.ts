/** What the bench found, and whether it is good enough. */

export type Target = { readonly bound: 'at most' | 'at least'; readonly value: number };

export type Finding = {
  readonly what: string;
  readonly value: number;
  readonly unit: 'x' | 'ms' | 'MiB' | 'tokens' | '/s';
  /** What the ratio is to, or how it was measured. */
  readonly note?: string;
  readonly target?: Target;
};

export type Section = {
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Whole sentences on what could not be measured here. */
  readonly skipped?: readonly string[];
};

export function misses({ value, target }: Finding): boolean {
  if (target === undefined) return false;
  // A figure that is none is a miss as well.
  return !(target.bound === 'at most' ? value <= target.value : value >= target.value);
}

export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, findings, skipped = [] }) =>
      [
        `**${title}**`,
        '',
        ...(findings.length > 0
          ? ['| | measured | target | |', '|---|---:|---|---|', ...findings.map(toRow), '']
          : []),
        ...skipped.flatMap((line) => [line, '']),
      ].join('\n'),
    )
    .join('\n');
}

function toRow(finding: Finding): string {
  const { what, value, unit, note = '', target } = finding;
  const wanted = target === undefined ? '' : `${target.bound} ${show(target.value, unit)}`;
  const measured = misses(finding) ? `${show(value, unit)} (missed)` : show(value, unit);
  return `| ${what} | ${measured} | ${wanted} | ${note} |`;
}

export function show(value: number, unit: Finding['unit']): string {
  const whole = (number: number) => Math.round(number).toLocaleString('en-US');
  if (unit === 'x') return `${value >= 100 ? whole(value) : value.toFixed(value >= 10 ? 1 : 2)} x`;
  if (unit === '/s') return `${whole(value)} a second`;
  return `${unit === 'ms' && value < 10 ? value.toFixed(1) : whole(value)} ${unit}`;
}
