/** What a client does first with a packed server, done with the real client. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

type ServerCommand = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** What a bundle's manifest tells of a server before it runs. */
export async function listOffered(main: string) {
  const client = await connect({ command: process.execPath, args: [main] });
  try {
    const { tools } = await client.listTools();
    return { tools: tools.map(({ name, title }) => ({ name, description: title ?? name })) };
  } finally {
    await client.close();
  }
}

/** Connects, lists and asks; gives the first line of the answer. Rejects when any of it fails. */
export async function firstAnswer(server: ServerCommand): Promise<string> {
  const client = await connect(server);
  try {
    const { tools } = await client.listTools();
    const name = 'list_command_invocations';
    if (!tools.some((tool) => tool.name === name)) throw new Error(`there is no ${name}`);
    const { content, isError } = await client.callTool({ name, arguments: {} });
    const [first] = Array.isArray(content) ? content : [];
    const text = first?.type === 'text' ? first.text : '';
    if (isError || text === '') throw new Error(`no answer: ${text}`);
    return text.split('\n')[0] ?? '';
  } finally {
    await client.close();
  }
}

async function connect({ command, args, env = {} }: ServerCommand): Promise<Client> {
  const client = new Client({ name: 'first-use', version: '1' });
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stderr: 'ignore',
  });
  await client.connect(transport);
  return client;
}
