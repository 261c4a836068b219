/** Plays one fault to one question, at its first page or midway, lifts it, and sees what came of it. */

import { catalog } from '../../src/mcp/catalog.ts';
import { SsmInvocationsError } from '../../src/run-command/errors.ts';
import { type Fault, startEndpoint } from '../endpoint/endpoint.ts';
import type { NamedFault } from './faults.ts';
import { callOn, faultFleet, type ListRequest, questions, type Reply } from './questions.ts';

export type Moment = 'first' | 'midway';

export type Trial = {
  readonly name: string;
  /** What is wrong with how it went; empty where it survived. */
  readonly faults: readonly string[];
  /** Items that no later call brought, although the fault was over. */
  readonly lost: number;
  readonly ms: number;
};

/** Every question and moment at which the fault can come. */
export function trialsOf(fault: NamedFault): readonly (() => Promise<Trial>)[] {
  const moments: readonly Moment[] = fault.onlyPages === 'midway' ? ['midway'] : ['first', 'midway'];
  return questions
    .filter(({ paged }) => paged || fault.onlyPages === undefined)
    .flatMap((question) => moments.map((moment) => () => tryFault(fault, question, moment)));
}

const LEAKED = /arn:aws:iam|zz-from-afar|Ignore all/;

export async function tryFault(named: NamedFault, question: ListRequest, moment: Moment): Promise<Trial> {
  let lifted = false;
  let left = named.times ?? Number.POSITIVE_INFINITY;
  let answered = 0;
  const endpoint = await startEndpoint({
    fleet: faultFleet(),
    fault: ({ operation }): Fault | undefined => {
      if (lifted) return undefined;
      if (
        moment === 'midway' &&
        (operation !== question.operation || answered++ < (question.paged ? 1 : 0))
      ) {
        return undefined;
      }
      return left-- > 0 ? named.fault : undefined;
    },
  });
  const call = callOn(endpoint.url);
  const wrong: string[] = [];
  const startedMs = performance.now();
  try {
    const first = await question.ask(call).catch((error: unknown) => error);
    const ms = performance.now() - startedMs;
    lifted = true;
    wrong.push(...(isReply(first) ? judgeReply(first, named, question) : judgeError(first, named)));
    const lost = await followUp(question, call, isReply(first) ? first : undefined, wrong);
    return { name: `${named.name}, ${moment}: ${question.name}`, faults: wrong, lost, ms };
  } finally {
    await endpoint.close();
  }
}

function isReply(outcome: unknown): outcome is Reply {
  return typeof outcome === 'object' && outcome !== null && 'items' in outcome;
}

function judgeError(error: unknown, { code, remedy }: NamedFault): string[] {
  const { text } = catalog.renderProblem(error, '00000000');
  const wrong: string[] = [];
  if (!(error instanceof SsmInvocationsError)) wrong.push(`an error that is none of ours: ${String(error)}`);
  const named = /^(\w+): /.exec(text)?.[1];
  // A page handed out for ever leaves nothing to show.
  const known = code ?? 'Unavailable';
  if (named !== known) wrong.push(`answered ${named}, not ${known}`);
  if (!remedy.test(text)) wrong.push(`does not say who can fix it: ${text}`);
  if (LEAKED.test(text)) wrong.push(`repeats what was sent: ${text}`);
  return wrong;
}

function judgeReply(reply: Reply, { code, remedy }: NamedFault, question: ListRequest): string[] {
  const wrong: string[] = [];
  if (LEAKED.test(reply.text)) wrong.push('repeats what was sent');
  const whole = reply.items.length === question.all || (reply.complete && reply.cursor !== undefined);
  if (whole) return wrong;
  if (question.paged && reply.cursor === undefined) wrong.push('a part of the list without a cursor');
  if (question.paged && reply.complete) wrong.push('a part of the list that is called complete');
  // That a list ran out of time is said without a code.
  const named = reply.text.includes(`${code}: `) || /45 seconds/.test(reply.text);
  if (code !== undefined && !named) wrong.push(`no note says ${code}: ${reply.text.slice(0, 600)}`);
  if (question.paged && !remedy.test(reply.text))
    wrong.push(`no note says how it goes on: ${reply.text.slice(0, 600)}`);
  return wrong;
}

/** Once the fault is over: the cursor reads on to the end, or the same question is answered whole. */
async function followUp(
  question: ListRequest,
  call: Parameters<ListRequest['ask']>[0],
  first: Reply | undefined,
  wrong: string[],
): Promise<number> {
  const seen: string[] = [];
  try {
    let reply = question.paged && first?.cursor !== undefined ? first : await question.ask(call);
    seen.push(...reply.items);
    for (let calls = 0; reply.cursor !== undefined && calls < 100; calls += 1) {
      reply = await question.ask(call, reply.cursor);
      seen.push(...reply.items);
    }
  } catch (error) {
    wrong.push(`does not come back: ${catalog.renderProblem(error, '').text}`);
  }
  const distinct = new Set(seen).size;
  if (distinct !== seen.length) wrong.push(`${seen.length - distinct} items twice`);
  return question.all - distinct;
}
