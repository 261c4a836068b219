/** Clients that misbehave, against the built server. Each trial says what is wrong; nothing where all is well. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Endpoint, type EndpointOptions, startEndpoint } from '../endpoint/endpoint.ts';
import { awsEnv, BARE_ENV } from '../stdio-client.ts';
import { startServer, type WireServer } from './wire-server.ts';

type Wrong = readonly string[];
/** `slow` ones take seconds up to half a minute, or hundreds of megabytes. */
export type ClientTrial = { readonly name: string; readonly slow?: true; readonly run: () => Promise<Wrong> };

const LIST = 'list_command_invocations';
/** A process that has not ended by then never will, however busy the machine. */
const HANG_MS = 10_000;

export const clientTrials: readonly ClientTrial[] = [
  trial('lines that are no JSON-RPC', {}, async (server) => {
    const refused = [
      '{"jsonrpc": "2.0", "id":',
      '[]',
      'null',
      '{}',
      '\u0000',
      '"x"',
      '{"jsonrpc":"1.0","id":7}',
      '[{"jsonrpc":"2.0","id":8,"method":"ping"}]',
      '{"jsonrpc":"2.0","id":{},"method":"ping"}',
    ];
    for (const line of refused) server.sendLine(line);
    server.sendLine('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}');
    server.sendLine('{"jsonrpc":"2.0","id":12345,"result":{}}');
    const wrong = await stillAnswers(server);
    const errors = server.stdout().match(/"code":-32[67]00/g)?.length ?? 0;
    return errors === refused.length ? wrong : [...wrong, `${errors} errors for ${refused.length} lines`];
  }),
  trial('unknown methods and notifications', {}, async (server) => {
    const { error } = await server.request('no/such/method', { any: 'thing' });
    server.sendLine('{"jsonrpc":"2.0","method":"notifications/nobody/knows"}');
    const code = (error as { code?: number } | undefined)?.code;
    return [...(code === -32601 ? [] : [`answered ${code}`]), ...(await stillAnswers(server))];
  }),
  trial('arguments of a megabyte', {}, async (server) => {
    const long = 'x'.repeat(1_000_000);
    const calls = await Promise.all([
      server.call(LIST, { command_id: long }),
      server.call(LIST, { [long]: 1 }),
      server.call(LIST, { cursor: long }),
      server.call(LIST, { filters: Array.from({ length: 30_000 }, () => ({ key: long.slice(0, 30) })) }),
      server.call(long, {}),
      server.request('resources/read', { uri: `ssm://${long}` }),
      server.request('prompts/get', { name: 'review_node', arguments: { instance_id: long } }),
    ]);
    const longest = Math.max(...calls.map((answer) => JSON.stringify(answer).length));
    const wrong = longest > 10_000 ? [`an answer of ${longest} characters`] : [];
    return [...wrong, ...(await stillAnswers(server))];
  }),
  slowTrial('200 calls at once', { nodes: 200 }, async (server) => {
    const calls = Array.from({ length: 200 }, (_, at) => server.call(LIST, { details: at % 2 === 0 }));
    const answers = await Promise.all(calls);
    const failed = answers.filter(({ result }) => (result as { isError?: boolean }).isError);
    return [...(failed.length > 0 ? [`${failed.length} failed`] : []), ...(await stillAnswers(server))];
  }),
  trial('cancellation at any moment', { nodes: 4, latencyMs: 2 }, cancelAtAnyMoment),
  slowTrial('cancellation at any moment of a long list', { nodes: 600, latencyMs: 2 }, cancelAtAnyMoment),
  slowTrial('a client that stops reading', { nodes: 200 }, async (server) => {
    server.child.stdout.pause();
    for (let at = 0; at < 5_000; at += 1) server.begin('tools/list').answer.catch(() => {});
    await sleep(2_000);
    const wrong = boundedBy(server, 320);
    return [...wrong, ...(await endsAfter(server, () => server.child.kill('SIGTERM')))];
  }),
  trial('a client that reads again', { nodes: 200 }, async (server, endpoint) => {
    server.child.stdout.pause();
    const answers = Array.from({ length: 1_000 }, () => server.request('tools/list'));
    const last = server.call(LIST, {});
    // Its call to AWS shows that the server has gone through what came before.
    await endpoint.arrived(1);
    server.child.stdout.resume();
    await Promise.all([...answers, last]);
    return await stillAnswers(server);
  }),
  trial(
    'a client that vanishes in the middle of a call',
    { nodes: 600, latencyMs: 20 },
    async (server, endpoint) => {
      server.begin('tools/call', { name: LIST, arguments: { page_size: 1 } }).answer.catch(() => {});
      await endpoint.arrived(5);
      return await endsAfter(server, () => {
        server.child.stdin.destroy();
        server.child.stdout.destroy();
        server.child.stderr.destroy();
      });
    },
  ),
  trial('two servers at once', { nodes: 50 }, async (server, endpoint) => {
    const other = await startServer(awsEnv(endpoint.url));
    try {
      const [one, two] = await Promise.all([server.call(LIST, {}), other.call(LIST, {})]);
      const same = countOf(one) === countOf(two) && countOf(one) > 0;
      return same ? await stillAnswers(server) : [`one counted ${countOf(one)}, the other ${countOf(two)}`];
    } finally {
      other.kill();
    }
  }),
  {
    name: 'no HOME, no Region, no credentials, nowhere to write',
    run: async () => {
      const server = await startServer({
        ...BARE_ENV,
        TMPDIR: '/nonexistent',
        XDG_CACHE_HOME: '/nonexistent',
      });
      try {
        const { result } = await server.call(LIST, {});
        const text = JSON.stringify(result);
        return text.includes('RegionMissing: ') ? await stillAnswers(server) : [text.slice(0, 300)];
      } finally {
        server.kill();
      }
    },
  },
  slowTrial('many large results', { nodes: 10_000 }, async (server) => {
    const sizes: number[] = [];
    for (let at = 0; at < 40; at += 1) {
      await server.call(LIST, { details: true, max_items: 5_000, page_size: 50, max_tokens: 20_000 });
      sizes.push(megabytesOf(server));
    }
    const { text } = first(await server.call(LIST, { cursor: 'zzzzzzz-1' }));
    const wrong = boundedBy(server, 700);
    const grown = Math.max(...sizes.slice(-8)) - Math.max(...sizes.slice(12, 20));
    return [
      ...wrong,
      ...(grown > 150 ? [`still growing: ${sizes.join(' ')} MB`] : []),
      ...(text.startsWith('CursorExpired') ? [] : [text]),
    ];
  }),
];

function trial(
  name: string,
  options: EndpointOptions,
  run: (server: WireServer, endpoint: Endpoint) => Promise<Wrong>,
): ClientTrial {
  return {
    name,
    run: async () => {
      const endpoint = await startEndpoint({ nodes: 1, ...options });
      const server = await startServer(awsEnv(endpoint.url));
      try {
        const wrong = await run(server, endpoint);
        return [
          ...wrong,
          ...server.strayLines.map((line) => `stdout had ${line.slice(0, 80)}`),
          ...(/Internal|Warning|at .*:\d+:\d+/.test(server.stderr()) ? [server.stderr().slice(0, 300)] : []),
        ];
      } finally {
        server.kill();
        await endpoint.close();
      }
    },
  };
}

async function cancelAtAnyMoment(server: WireServer, endpoint: Endpoint): Promise<Wrong> {
  await server.call(LIST, {});
  const pages = endpoint.requests.length;
  let late = 0;
  for (let page = 1; page <= pages; page += 2) {
    const asked = endpoint.requests.length;
    const { id, answer } = server.begin('tools/call', { name: LIST, arguments: { page_size: 10 } });
    answer.catch(() => {});
    await endpoint.arrived(asked + page);
    const params = { requestId: id, reason: 'enough' };
    server.sendLine(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }));
    // Answered after the cancellation was read.
    await server.request('ping');
    const cancelled = endpoint.requests.length;
    // Takes as long as the cancelled list would have taken.
    await server.call(LIST, {});
    // One request may have been on its way when the list was cancelled.
    late += Math.max(0, endpoint.requests.length - cancelled - pages - 1);
  }
  return [...(late > 0 ? [`AWS was asked ${late} times more`] : []), ...(await stillAnswers(server))];
}

function slowTrial(...args: Parameters<typeof trial>): ClientTrial {
  return { ...trial(...args), slow: true };
}

async function stillAnswers(server: WireServer): Promise<Wrong> {
  const { result } = await server.call(LIST, { max_items: 1 });
  return result === undefined ? ['no longer answers'] : [];
}

async function endsAfter({ child }: WireServer, goodbye: () => void): Promise<Wrong> {
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(HANG_MS) });
  goodbye();
  return await ended.then(
    () => [],
    () => ['did not end'],
  );
}

function boundedBy(server: WireServer, most: number): Wrong {
  const megabytes = megabytesOf(server);
  return megabytes > most ? [`takes ${megabytes} MB, more than ${most}`] : [];
}

/** 0 where the system does not show it. */
export function megabytesOf({ child }: WireServer): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function first({ result }: Readonly<Record<string, unknown>>): { text: string } {
  return (result as { content: { text: string }[] }).content[0] ?? { text: '' };
}

function countOf({ result }: Readonly<Record<string, unknown>>): number {
  const { structuredContent } = result as { structuredContent?: { summary: { invocations: number } } };
  return structuredContent?.summary.invocations ?? 0;
}
