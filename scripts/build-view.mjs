/** `src/view` as one page that needs nothing else: hosts of MCP Apps show it in a frame without a network. */
import { readFile } from 'node:fs/promises';

/** Of what hosts show comfortably, and read beside every first answer. */
const MAX_BYTES = 40 * 1024;

/** Returns the page; throws where it has grown too large. */
export async function buildView(esbuild) {
  const { outputFiles } = await esbuild.build({
    entryPoints: { script: 'src/view/main.ts', style: 'src/view/style.css' },
    outdir: 'view',
    bundle: true,
    format: 'iife',
    target: ['es2022', 'chrome123', 'safari17.5', 'firefox120'],
    minify: true,
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  });
  const textOf = (name) => outputFiles.find(({ path }) => path.endsWith(name)).text.trim();
  const template = await readFile('src/view/page.html', 'utf8');
  const page = template
    .replace(/<!--.*?-->/gs, '')
    .replace(/\n\s*/g, '\n')
    .replace('/* style.css */', () => textOf('.css'))
    // What ends a script, in a string of it, would end this one.
    .replace('/* main.ts */', () => textOf('.js').replaceAll('</script', '<\\/script'));
  const bytes = Buffer.byteLength(page);
  if (bytes > MAX_BYTES) throw new Error(`the view takes ${bytes} bytes, more than ${MAX_BYTES}`);
  return page;
}
