/**
 * Leaves out what the MCP SDK imports for features this server does not use: a JSON Schema validator for the
 * answers to elicitation (ajv), and zod 3 schemas for `McpServer`. They would be half of what is read before
 * `initialize` is answered. Should the SDK call one of them after all, that call throws and says so.
 * And bowser, by which the AWS SDK would tell one browser from another.
 */

const UNUSED = /^(ajv|ajv-formats|zod\/v3|zod-to-json-schema|bowser)$/;
const IMPORTED_BY = /[\\/](@modelcontextprotocol[\\/]sdk|@aws-sdk)[\\/]/;

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
export { leftOut as object, leftOut as zodToJsonSchema };
`;

const NO_FORMATS = 'export default function addFormats() {}';

/** An esbuild plugin. Our own imports of the same packages are not touched. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path, importer }) =>
      IMPORTED_BY.test(importer) ? { path, namespace: 'left-out', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'left-out' }, ({ path }) => ({
      contents: path === 'ajv-formats' ? NO_FORMATS : STAND_IN,
    }));
  },
};
