import { isSkipped } from './output-format.ts';
import type { Invocation, Plugin } from './types.ts';

/** The exit code by which a script asks SSM to end the document here as a success. */
const EXIT_WITH_SUCCESS = 168;

/** The agent takes the worst plugin's status for the invocation's; this is its order, worst first. */
const WORST_FIRST = ['Failed', 'TimedOut', 'Cancelled', 'Cancelling', 'InProgress', 'Pending'];

/** The plugins that did something, or will: those of other platforms and those skipped by an exit left out. */
export function pluginsThatRan(invocation: Invocation): readonly Plugin[] {
  return invocation.plugins.filter((plugin) => !isSkipped(plugin));
}

/**
 * Of `pluginsThatRan`, the plugin that explains the status of the invocation: the first of the worst status; on success
 * the one that ended the document early, else the last that said something. `undefined` without details and
 * when every plugin was skipped.
 */
export function decidingPlugin(plugins: readonly Plugin[]): Plugin | undefined {
  if (plugins.length <= 1) return plugins[0];
  for (const status of WORST_FIRST) {
    const worst = plugins.find((plugin) => plugin.status === status);
    if (worst) return worst;
  }
  return (
    plugins.find((plugin) => plugin.responseCode === EXIT_WITH_SUCCESS) ??
    plugins.findLast((plugin) => plugin.output.trim() !== '') ??
    plugins.at(-1)
  );
}
