/** Lines of text as an SVG that reads well on light and dark pages, and at the width of a phone. */

export type Line = {
  readonly text: string;
  readonly tone: 'plain' | 'strong' | 'question' | 'cause' | 'faint';
};

/** So many that 360 pixels, a phone's width, leave ten pixels of font. */
export const COLUMNS = 56;
const FONT_SIZE = 14;
/** The widest of the fonts named below takes 0.602 of its size for a character. */
const COLUMN_WIDTH = FONT_SIZE * 0.61;
const LINE_HEIGHT = 19;
const MARGIN = 14;

const STYLE = `
text { font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
.page { fill: #f6f8fa; stroke: #d1d9e0; }
.plain { fill: #1f2328; } .strong { fill: #1f2328; font-weight: 600; }
.question { fill: #0550ae; font-weight: 600; } .cause { fill: #a40e26; } .faint { fill: #59636e; }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117; stroke: #3d444d; }
  .plain { fill: #e6edf3; } .strong { fill: #f0f6fc; }
  .question { fill: #79c0ff; } .cause { fill: #ffa198; } .faint { fill: #9198a1; }
}`;

export function drawTerminal(lines: readonly Line[], title: string): string {
  const wrapped = lines.flatMap(({ text, tone }) => wrap(text).map((part) => ({ text: part, tone })));
  const width = Math.ceil(COLUMNS * COLUMN_WIDTH) + 2 * MARGIN;
  const height = wrapped.length * LINE_HEIGHT + 2 * MARGIN;
  const drawn = wrapped.flatMap(({ text, tone }, index) =>
    text === ''
      ? []
      : [
          `<text class="${tone}" x="${MARGIN}" y="${MARGIN + FONT_SIZE + index * LINE_HEIGHT}">${escapeXml(text)}</text>`,
        ],
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(title)}</title>
<style>${STYLE}
</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${drawn.join('\n')}
</svg>
`;
}

/** Breaks at spaces, and inside a word only where it is longer than a line; what follows is indented. */
function wrap(text: string): string[] {
  const parts: string[] = [];
  const indent = /^\s*(\d+ )?/.exec(text)?.[0].replace(/\S/g, ' ') ?? '';
  let rest = text;
  while (rest.length > COLUMNS) {
    const space = rest.lastIndexOf(' ', COLUMNS);
    const cut = space > indent.length ? space : COLUMNS;
    parts.push(rest.slice(0, cut));
    rest = indent + rest.slice(cut).trimStart();
  }
  return [...parts, rest];
}

/** Leading spaces as no-break ones: not every viewer honours `white-space`. */
function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/ (?= )|^ /g, '\u00a0');
}
