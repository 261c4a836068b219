/**
 * The ecosystem's own judges against the built server: `npm run build && npm run check:ecosystem`.
 *
 * Each is installed in the one version that packaging/tools/ecosystem pins, with the Node that it needs. Whatever is
 * asked is answered by the embedded endpoint; after the first install nothing leaves this machine.
 */
import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkConformance } from './check-ecosystem-conformance.ts';
import { type Finding, report } from './check-ecosystem-findings.ts';
import { checkWithInspector } from './check-ecosystem-inspector.ts';
import { installTools } from './pinned-tools.ts';

const main = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist/main.js', import.meta.url)));
const tools = await installTools('ecosystem');
const node = join(tools, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

const failed =
  report('MCP Inspector, command line', await checkWithInspector(node, tools, main)) +
  report('Newest MCP client', [await checkNewestClient()]) +
  report('MCP conformance suite, 2025-11-25', await checkConformance(node, tools, main));
console.log(failed === 0 ? '\nAll that applies passes.' : `\n${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;

async function checkNewestClient(): Promise<Finding> {
  const name = '@modelcontextprotocol/client, version negotiated by itself';
  // Beside its packages, because that is where an import looks for them.
  const script = join(tools, 'check-client.mjs');
  await cp(fileURLToPath(new URL('check-ecosystem-client.mjs', import.meta.url)), script);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, main], { timeout: 60_000 });
    return { name, passed: true, note: stdout.trim() };
  } catch (error) {
    return { name, passed: false, note: error instanceof Error ? error.message : String(error) };
  }
}
