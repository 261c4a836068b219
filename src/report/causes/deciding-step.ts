import type { Invocation, Step } from '../../domain.ts';

/** SSM reports a step that did not run as a success and says so only in its output. */
const SKIPPED =
  /^\s*(?:Step execution skipped due to |Plugin with name .{1,200} skipped due to prior step with an exit condition)/;

/** The exit code by which a script asks SSM to end the document here as a success. */
const EXIT_WITH_SUCCESS = 168;

/** The agent takes the worst step's status for the invocation's; this is its order, worst first. */
const WORST_FIRST = ['Failed', 'TimedOut', 'Cancelled', 'Cancelling', 'InProgress', 'Pending'];

export function isSkipped(step: Step): boolean {
  return SKIPPED.test(step.output);
}

/** The steps that did something, or will: those of other platforms and those skipped by an exit left out. */
export function ranSteps(invocation: Invocation): readonly Step[] {
  return invocation.steps.filter((step) => !isSkipped(step));
}

/**
 * Of `ranSteps`, the step that tells why the invocation stands where it stands: the first of the worst status; on success
 * the one that ended the document early, else the last that said something. `undefined` without details and
 * when every step was skipped.
 */
export function decidingStep(steps: readonly Step[]): Step | undefined {
  if (steps.length <= 1) return steps[0];
  for (const status of WORST_FIRST) {
    const worst = steps.find((step) => step.status === status);
    if (worst) return worst;
  }
  return (
    steps.find((step) => step.responseCode === EXIT_WITH_SUCCESS) ??
    steps.findLast((step) => step.output.trim() !== '') ??
    steps.at(-1)
  );
}
