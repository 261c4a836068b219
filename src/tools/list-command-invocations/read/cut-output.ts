/** Outputs of which SSM's list has the beginning alone. */

import {
  type AwsPlace,
  type Invocation,
  type InvocationRef,
  isCutBySsm,
} from '../../../run-command/index.ts';

/** Where GetCommandInvocation has more of an output; ids and names as AWS sent them. */
export type CutOutput = InvocationRef & { readonly pluginName: string };

/** Where GetCommandInvocation has more of what the node printed. */
export function cutsOf({ commandId, instanceId, plugins }: Invocation, place: AwsPlace): CutOutput[] {
  return plugins.flatMap(({ name, output }) =>
    isCutBySsm('output', output) ? { ...place, commandId, instanceId, pluginName: name } : [],
  );
}
