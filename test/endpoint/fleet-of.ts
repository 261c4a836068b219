import { commandStatusOf, countersOf } from '../../src/demo/command-status.ts';
import type {
  CommandHeader,
  Fleet,
  FleetCommand,
  FleetInvocation,
  FleetNode,
  FleetPlugin,
} from '../../src/demo/fleet.ts';
import { commandOf, inServiceOrder, isUnfinished } from '../../src/demo/fleet.ts';

/** A step that ran `aws:runShellScript` and printed nothing, but for what is given. */
export type LiteralPlugin = Partial<FleetPlugin>;

export type LiteralInvocation = {
  readonly instanceId: string;
  readonly instanceName?: string;
  readonly traceOutput?: string;
  /** Default: Failed, TimedOut or Success, as the plugins came out. */
  readonly status?: string;
  readonly statusDetails?: string;
  /** Default: the command's. */
  readonly requestedAtMs?: number;
  /** Default: one step that succeeded silently. */
  readonly plugins?: readonly LiteralPlugin[];
};

export type LiteralCommand = Partial<Omit<CommandHeader, 'counters'>> & {
  readonly commandId: string;
  readonly invocations: readonly LiteralInvocation[];
};

/** A registered node, all of them alike but for what is given. */
export type LiteralNode = Partial<FleetNode> & { readonly instanceId: string };

const DEFAULT_TIME = Date.UTC(2026, 0, 15, 9, 0, 0);

/** A fleet of one Region, written down invocation by invocation. Default: all its nodes are registered, and alike. */
export function fleetOf(
  commands: readonly LiteralCommand[],
  region: string = 'us-east-1',
  nodes: readonly LiteralNode[] = commands.flatMap(({ invocations }) => invocations.map(idOf)),
): Fleet {
  const ordered = inServiceOrder(commands.map(literalCommand));
  const registered = new Map(nodes.map((node) => [node.instanceId, literalNode(node)]));
  const listed = [...registered.values()];
  return {
    regions: [region],
    commands: (asked) => (asked === region ? ordered : []),
    nodes: (asked) => ({
      size: asked === region ? listed.length : 0,
      at: (place) => listed[place],
      find: (instanceId) => (asked === region ? registered.get(instanceId) : undefined),
    }),
  };
}

function idOf({ instanceId }: LiteralInvocation): LiteralNode {
  return { instanceId };
}

function literalNode(literal: LiteralNode): FleetNode {
  return {
    computerName: '',
    address: '10.0.0.1',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    agentVersion: '3.3.987.0',
    pingStatus: 'Online',
    lastPingAtMs: DEFAULT_TIME,
    ...literal,
  };
}

function literalCommand(literal: LiteralCommand): FleetCommand {
  const requestedAtMs = literal.requestedAtMs ?? DEFAULT_TIME;
  const invocations = literal.invocations
    .map((invocation) => literalInvocation(invocation, requestedAtMs))
    .sort(
      (a, b) =>
        Number(isUnfinished(b.status)) - Number(isUnfinished(a.status)) || b.requestedAtMs - a.requestedAtMs,
    );
  return commandOf(literalHeader(literal, invocations, requestedAtMs), invocations);
}

function literalHeader(
  { invocations: _, ...literal }: LiteralCommand,
  invocations: readonly FleetInvocation[],
  requestedAtMs: number,
): CommandHeader {
  const outcomes = invocations.map(({ status, statusDetails }) => ({ status, statusDetails, count: 1 }));
  const maxErrors = literal.maxErrors ?? '0';
  return {
    documentName: 'AWS-RunShellScript',
    documentVersion: '1',
    comment: '',
    requestedAtMs,
    timeoutSeconds: 3600,
    executionTimeoutSeconds: 3600,
    parameters: {},
    instanceIds: invocations.slice(0, 50).map(({ instanceId }) => instanceId),
    targets: [],
    ...commandStatusOf(outcomes, maxErrors),
    maxConcurrency: '50',
    maxErrors,
    ...literal,
    counters: countersOf(outcomes),
  };
}

function literalInvocation(literal: LiteralInvocation, commandRequestedAtMs: number): FleetInvocation {
  const requestedAtMs = literal.requestedAtMs ?? commandRequestedAtMs;
  const plugins = (literal.plugins ?? [{}]).map((step) => literalStep(step, requestedAtMs));
  const worst =
    plugins.find(({ status }) => status === 'Failed') ??
    plugins.find(({ status }) => status === 'TimedOut') ??
    plugins.find(({ status }) => status !== 'Success');
  const status = literal.status ?? worst?.status ?? 'Success';
  const statusDetails = literal.statusDetails ?? (literal.status ? status : (worst?.statusDetails ?? status));
  return {
    instanceId: literal.instanceId,
    instanceName: literal.instanceName ?? '',
    ...(literal.traceOutput === undefined ? {} : { traceOutput: literal.traceOutput }),
    status,
    statusDetails,
    requestedAtMs,
    plugins,
  };
}

function literalStep(literal: LiteralPlugin, requestedAtMs: number): FleetPlugin {
  const responseCode = literal.responseCode ?? 0;
  const status = literal.status ?? statusOfCode(responseCode);
  return {
    name: literal.action ?? 'aws:runShellScript',
    action: 'aws:runShellScript',
    status,
    statusDetails: responseCode === 137 && status === 'TimedOut' ? 'ExecutionTimedOut' : status,
    responseCode,
    startedAtMs: requestedAtMs + 500,
    finishedAtMs: requestedAtMs + 1500,
    stdout: '',
    stderr: '',
    ...literal,
  };
}

function statusOfCode(responseCode: number): string {
  if (responseCode === 0) return 'Success';
  return responseCode === 137 ? 'TimedOut' : 'Failed';
}
