/** The agent's part of the play: what it makes of a plugin's exit code, and of plugins that never ran. */
import type { FleetPlugin } from './fleet.ts';
import type { Outcome, Scene } from './scripted-command.ts';

/** What a script did on one node. */
export type ScriptRun = {
  readonly stdout?: string;
  readonly stderr?: string;
  /** Default 0. */
  readonly code?: number;
  /** How long it ran; by default a few seconds that differ from node to node. */
  readonly ms?: number;
};

export type PluginIdentity = {
  readonly name: string;
  readonly action: string;
  /** Added to the time of the request: the plugins of a document run one after the other. */
  readonly afterMs?: number;
};

const SHELL: PluginIdentity = { name: 'aws:runShellScript', action: 'aws:runShellScript' };
/** The agent's own code for a plugin it ended at its timeout, on Linux. */
const TIMED_OUT = 137;
const REBOOT = 194;
const EXIT_WITH_SUCCESS = 168;

/** An outcome of AWS-RunShellScript, whose status follows from the exit code. */
export function shellOutcome(count: number, code: number, script: (scene: Scene) => ScriptRun): Outcome {
  return {
    count,
    ...statusOfCode(code),
    plugins: (scene) => [ranPlugin(scene, SHELL, { ...script(scene), code })],
  };
}

/** A plugin that ran. A code other than 0 closes stderr with the agent's own line. */
export function ranPlugin(scene: Scene, plugin: PluginIdentity, run: ScriptRun): FleetPlugin {
  const { code = 0, stdout = '', stderr = '' } = run;
  const startedAtMs = scene.requestedAtMs + 300 + scene.dice.below(900) + (plugin.afterMs ?? 0);
  const status = statusOfCode(code);
  const ran = {
    name: plugin.name,
    action: plugin.action,
    ...status,
    responseCode: code,
    startedAtMs,
    ...streamsAfter(code, stdout, stderr),
  };
  if (status.status === 'InProgress') return ran;
  return { ...ran, finishedAtMs: startedAtMs + (run.ms ?? 400 + scene.dice.below(9000)) };
}

/** A plugin that the platform's precondition leaves out. It counts as a success and says why it is none. */
export function skippedPlugin(scene: Scene, plugin: PluginIdentity, wantedPlatform: string): FleetPlugin {
  const precondition = `'"StringEquals": [platformType, ${wantedPlatform}]'`;
  const skipped = 'Step execution skipped due to unsatisfied preconditions';
  return {
    ...ranPlugin(scene, plugin, { ms: 0 }),
    message: `${skipped}: ${precondition}. Step name: ${plugin.name}`,
  };
}

/** A plugin that no agent ever started, or has not yet. */
export function idlePlugin(plugin: PluginIdentity, status: string, statusDetails: string): FleetPlugin {
  return {
    name: plugin.name,
    action: plugin.action,
    // Plugins know no Delayed and no Cancelling.
    status: status === 'Delayed' || status === 'Cancelling' ? 'Pending' : status,
    statusDetails: status === 'Delayed' || status === 'Cancelling' ? 'Pending' : statusDetails,
    responseCode: -1,
    stdout: '',
    stderr: '',
  };
}

/** Nodes on which nothing ran, under the StatusDetails that say why. */
export function idleOutcome(count: number, statusDetails: string, plugin: PluginIdentity = SHELL): Outcome {
  const status = statusOfDetails(statusDetails);
  return { count, status, statusDetails, plugins: () => [idlePlugin(plugin, status, statusDetails)] };
}

/** Nodes on which the script is at work. */
export function runningOutcome(count: number, plugin: PluginIdentity = SHELL): Outcome {
  return {
    count,
    status: 'InProgress',
    statusDetails: 'InProgress',
    plugins: (scene) => [
      {
        ...idlePlugin(plugin, 'InProgress', 'InProgress'),
        startedAtMs: scene.requestedAtMs + 300 + scene.dice.below(900),
      },
    ],
  };
}

/** Where the agent keeps the script of a schema 1.x shell document. */
export function scriptPath({ node, commandId }: Scene): string {
  const orchestration = `/var/lib/amazon/ssm/${node.instanceId}/document/orchestration/${commandId}`;
  return `${orchestration}/awsrunShellScript/0.awsrunShellScript/_script.sh`;
}

function streamsAfter(code: number, stdout: string, stderr: string): { stdout: string; stderr: string } {
  if (code === EXIT_WITH_SUCCESS) {
    const marked = 'Therefore, marking step as succeeded. Further document steps will be skipped.';
    return { stdout: `${stdout}\nStep exited with code 168. ${marked}`, stderr: '' };
  }
  if (code === 0 || code === TIMED_OUT || code === REBOOT) return { stdout, stderr };
  // No newline of its own: it follows the script's last byte.
  return { stdout, stderr: `${stderr}failed to run commands: exit status ${exitStatusText(code)}` };
}

function exitStatusText(code: number): string {
  return code === -1 ? '0xffffffff' : String(code);
}

function statusOfCode(code: number): { status: string; statusDetails: string } {
  if (code === 0 || code === EXIT_WITH_SUCCESS) return { status: 'Success', statusDetails: 'Success' };
  if (code === TIMED_OUT) return { status: 'TimedOut', statusDetails: 'ExecutionTimedOut' };
  if (code === REBOOT) return { status: 'InProgress', statusDetails: 'InProgress' };
  return { status: 'Failed', statusDetails: 'Failed' };
}

function statusOfDetails(statusDetails: string): string {
  if (statusDetails.endsWith('TimedOut')) return 'TimedOut';
  if (statusDetails === 'Terminated') return 'Cancelled';
  const failed = ['Undeliverable', 'InvalidPlatform', 'AccessDenied'];
  return failed.includes(statusDetails) ? 'Failed' : statusDetails;
}
