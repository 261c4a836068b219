/**
 * Leaves out what the MCP SDK imports for features this server does not use: a JSON Schema validator for the
 * answers to elicitation (ajv), and zod 3 schemas for `McpServer`. They would be half of what is read before
 * `initialize` is answered. Should the SDK call one of them after all, that call throws and says so.
 * And bowser, by which the AWS SDK would tell one browser from another; a way to sign in to proxies that nobody asked
 * for; and what logs, where DEBUG is set, the URL of a proxy with its password.
 */

const UNUSED = /^(ajv|ajv-formats|zod\/v3|zod-to-json-schema|bowser|debug|proxy-agent-negotiate)$/;
const IMPORTED_BY = /[\\/](@modelcontextprotocol[\\/]sdk|@aws-sdk|agent-base|https?-proxy-agent)[\\/]/;

const STAND_IN = `
function leftOut() {
  throw new Error('left out of the bundle by scripts/leave-out.mjs');
}
/** The SDK makes a validator with every server, and asks it for something only after an elicitation. */
export default class Ajv {
  getSchema = leftOut;
  compile = leftOut;
  errorsText = leftOut;
}
export { leftOut as object, leftOut as zodToJsonSchema, leftOut as createNegotiateAuth };
`;

/** What is called and has nothing to do. */
const SILENT = new Map([
  ['ajv-formats', 'export default function addFormats() {}'],
  ['debug', 'export default function createDebug() { return () => {}; }'],
]);

/** An esbuild plugin. Our own imports of the same packages are not touched. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path, importer }) =>
      IMPORTED_BY.test(importer) ? { path, namespace: 'left-out', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'left-out' }, ({ path }) => ({
      contents: SILENT.get(path) ?? STAND_IN,
    }));
  },
};
