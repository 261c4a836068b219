/** Run where the newest MCP client is installed: connects as it would by itself, lists and calls. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [main] = process.argv.slice(2);
const client = new Client({ name: 'newest-client', version: '1' }, { versionNegotiation: { mode: 'auto' } });
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [main, '--demo'], stderr: 'ignore' }),
);
const { tools } = await client.listTools();
const { resources } = await client.listResources();
const { prompts } = await client.listPrompts();
const answer = await client.callTool({ name: 'list_command_invocations', arguments: {} });
const version = client.getNegotiatedProtocolVersion();
await client.close();

// The client itself holds the structured content to the tool's output schema.
if (answer.isError || !answer.structuredContent)
  throw new Error(`no answer: ${JSON.stringify(answer.content)}`);
console.log(
  `speaks ${version}; ${tools.length} tools, ${resources.length} resource, ${prompts.length} prompts; one call answered`,
);
