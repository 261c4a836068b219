/**
 * One invocation from two calls of the API: ListCommandInvocations knows its steps and what the agent itself
 * said, GetCommandInvocation has each step's streams apart and ten times as long. Neither is enough alone.
 */

import {
  type Invocation,
  type InvocationRef,
  type RunCommandReader,
  type Step,
  type StepStreams,
  statusOf,
} from '../domain.ts';
import { AccessDeniedError, NotFoundError, SsmInvocationsError, UnavailableError } from '../errors.ts';
import { isSkipped } from '../report/causes/deciding-step.ts';
import type { ReadInvocation } from '../report/invocation-account.ts';
import type { Redactor } from '../report/redaction.ts';
import { classOf } from '../report/statuses.ts';
import { cleanLine } from '../report/untrusted-text.ts';
import { invocationOfStep } from './lone-step.ts';
import { CALL_LIMIT_MS, withLimit } from './time-limit.ts';
import { START, walk } from './walk.ts';

/** GetCommandInvocation has a rate limit that the whole account shares. */
const STEPS_AT_A_TIME = 3;

/**
 * Reads the invocation and the streams of its steps, or of the step named `only`. Throws `NotFoundError` when
 * there is no such invocation or step. A step whose streams cannot be read is a fault in the answer, no error.
 */
export async function readInvocation(
  ref: InvocationRef,
  only: string | undefined,
  { reader, redactor }: { reader: RunCommandReader; redactor: Redactor },
  signal: AbortSignal,
): Promise<ReadInvocation> {
  const patience = withLimit(signal, CALL_LIMIT_MS);
  let invocation: Invocation;
  try {
    invocation = await findInvocation(ref, reader, signal);
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
    return await readStepAlone(ref, only, reader, patience, error);
  }
  const names = invocation.steps.map(({ name }) => name);
  if (only !== undefined && names.length > 0 && !names.includes(only)) {
    throw new NotFoundError({
      what: 'step',
      ...ref,
      available: names.map((name) => redactor.redact(cleanLine(name)).text),
    });
  }
  const wanted = invocation.steps.filter(
    (step) => hasSpoken(step) && (only === undefined ? !isSkipped(step) : step.name === only),
  );
  const apart = await readStreams(ref, wanted, reader, patience);
  signal.throwIfAborted();
  return { invocation, ...apart };
}

/** No output is given out before a step ends, and one that never began has none. */
function hasSpoken(step: Step): boolean {
  return classOf(statusOf(step)) !== 'unfinished' && (step.startedAtMs !== undefined || step.output !== '');
}

async function findInvocation(
  ref: InvocationRef,
  reader: RunCommandReader,
  signal: AbortSignal,
): Promise<Invocation> {
  let found: Invocation | undefined;
  const { region, commandId, instanceId } = ref;
  const query = { region, commandId, instanceId, filters: [], details: true };
  const { end } = await walk({
    from: START,
    pageSize: 50,
    maxItems: 1,
    signal,
    fetch: (page, pageSignal) => reader.listInvocations(query, page, pageSignal),
    take: (invocation) => {
      found ??= invocation;
      return true;
    },
  });
  if (found !== undefined) return found;
  const aws = { operation: 'ListCommandInvocations', region, profile: undefined };
  if (end.kind === 'fault') throw end.error;
  if (end.kind === 'timeLimit' || end.kind === 'stuckToken') throw new UnavailableError(end.kind, aws);
  throw new NotFoundError({ what: 'invocation', ...ref });
}

/** Some identities may call GetCommandInvocation and nothing else. `denied` is thrown when that fails as well. */
async function readStepAlone(
  ref: InvocationRef,
  only: string | undefined,
  reader: RunCommandReader,
  signal: AbortSignal,
  denied: AccessDeniedError,
): Promise<ReadInvocation> {
  const step = await reader.getStep(ref, only, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    // Without a name a document of several steps is not found either; then the permission is what lacks.
    throw error instanceof NotFoundError && (only !== undefined || error.what === 'invocation')
      ? error
      : denied;
  });
  return {
    invocation: invocationOfStep(ref, step),
    streams: new Map([[step.pluginName, step]]),
    faults: new Map(),
    listFault: denied,
  };
}

async function readStreams(
  ref: InvocationRef,
  steps: readonly Step[],
  reader: RunCommandReader,
  signal: AbortSignal,
): Promise<Pick<ReadInvocation, 'streams' | 'faults'>> {
  const streams = new Map<string, StepStreams>();
  const faults = new Map<string, unknown>();
  const waiting = [...steps];
  let refused: AccessDeniedError | undefined;

  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      try {
        // A permission that one step lacks no other has.
        if (refused) throw refused;
        streams.set(step.name, await reader.getStep(ref, step.name, signal));
      } catch (error) {
        const told = signal.aborted && !(error instanceof SsmInvocationsError) ? outOfTime(ref) : error;
        if (!(told instanceof SsmInvocationsError)) throw told;
        if (told instanceof AccessDeniedError) refused = told;
        faults.set(step.name, told);
      }
    }
  }
  await Promise.all(Array.from({ length: STEPS_AT_A_TIME }, work));
  return { streams, faults };
}

function outOfTime({ region }: InvocationRef): UnavailableError {
  return new UnavailableError('timeLimit', { operation: 'GetCommandInvocation', region, profile: undefined });
}
