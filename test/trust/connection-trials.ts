/** Faults that no single answer shows: nobody listens, the endpoint comes and goes, the clocks differ. */

import { createServer, request } from 'node:http';
import { catalog } from '../../src/mcp/catalog.ts';
import type { ToolCall } from '../../src/session.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import type { ClientTrial } from './client-trials.ts';
import { callOn, faultFleet, type ListRequest, NODES, questions } from './questions.ts';

/** AWS refuses a signature that is further from its clock than this. */
const TOLERATED_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

const lists = questions.filter(({ paged }) => paged);

export const connectionTrials: readonly ClientTrial[] = [
  ...questions.map(
    (question): ClientTrial => ({
      name: `nobody listens, then somebody does: ${question.name}`,
      run: async () => {
        const { port, url, close } = await startEndpoint({ nodes: 1 });
        await close();
        const call = callOn(url);
        const shown = await question.ask(call).then(({ text }) => text, problem);
        const wrong = /^Unavailable: .*\n.*(?:again|network)/i.test(shown) ? [] : [shown.slice(0, 300)];
        const endpoint = await startEndpoint({ port, fleet: faultFleet() });
        try {
          const first = await question.ask(call);
          const items = [...first.items, ...(await itemsFrom(question, call, first.cursor))];
          return items.length === question.all ? wrong : [...wrong, `only ${items.length} items afterwards`];
        } finally {
          await endpoint.close();
        }
      },
    }),
  ),
  ...lists.map(
    (question): ClientTrial => ({
      name: `the endpoint goes away midway and comes back: ${question.name}`,
      run: () => goneMidway(question),
    }),
  ),
  {
    name: `a clock that is an hour off is corrected by AWS's own`,
    run: async () => {
      const endpoint = await startEndpoint({ fleet: faultFleet() });
      const skewed = await startSkewed(endpoint.port);
      try {
        const [question] = lists;
        const reply = await question?.ask(callOn(skewed.url)).catch((error: unknown) => problem(error));
        if (typeof reply === 'string') return [reply];
        const wrong =
          reply?.complete && reply.text.includes(`${NODES} invocations`) ? [] : ['not all was counted'];
        return skewed.refused() > 0 ? wrong : [...wrong, 'no signature was refused'];
      } finally {
        skewed.close();
        await endpoint.close();
      }
    },
  },
];

async function goneMidway(question: ListRequest): Promise<readonly string[]> {
  let answered = 0;
  const fleet = faultFleet();
  const first = await startEndpoint({
    fleet,
    fault: ({ operation }) => {
      if (operation !== question.operation || answered++ < 1) return undefined;
      void first.close();
      return { kind: 'hang' };
    },
  });
  const call = callOn(first.url);
  const part = await question.ask(call);
  const wrong = part.complete || part.cursor === undefined ? ['a part of the list that looks whole'] : [];
  const second = await startEndpoint({ fleet, port: first.port });
  try {
    const seen = [...part.items, ...(await itemsFrom(question, call, part.cursor))];
    const whole = seen.length === question.all && new Set(seen).size === seen.length;
    return whole ? wrong : [...wrong, `${seen.length} items of ${question.all}`];
  } finally {
    await second.close();
  }
}

async function itemsFrom({ ask }: ListRequest, call: ToolCall, from: string | undefined): Promise<string[]> {
  const items: string[] = [];
  for (let cursor = from; cursor !== undefined; ) {
    const reply = await ask(call, cursor);
    items.push(...reply.items);
    cursor = reply.cursor;
  }
  return items;
}

/** An AWS whose clock is an hour ahead, in front of the endpoint on `port`. */
async function startSkewed(port: number) {
  let refused = 0;
  const server = createServer((message, response) => {
    const now = new Date(Date.now() + HOUR_MS);
    const signedAt = String(message.headers['x-amz-date']).replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    );
    if (Math.abs(Date.parse(signedAt) - now.getTime()) <= TOLERATED_MS) {
      const { method, url: path, headers } = message;
      const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date: now.toUTCString() });
        answer.pipe(response);
      });
      message.pipe(onward);
      return;
    }
    refused += 1;
    message.resume();
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1', date: now.toUTCString() });
    response.end(
      JSON.stringify({ __type: 'InvalidSignatureException', message: 'Signature not yet current' }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    refused: () => refused,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function problem(error: unknown): string {
  return catalog.renderProblem(error, '').text;
}
