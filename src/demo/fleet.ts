/**
 * What the embedded endpoint serves: commands and, one at a time, what each did on each managed node.
 *
 * A fleet makes an invocation only when a page shows it; `outlineAt` answers what filters ask without
 * making any text. Times are epoch milliseconds.
 */
import { type WholeOutput, wholeOf } from './whole-output/index.ts';

export type InvocationOutline = {
  readonly status: string;
  readonly statusDetails: string;
  readonly requestedAtMs: number;
};

export type StreamName = 'stdout' | 'stderr';
export const STREAM_NAMES: readonly StreamName[] = ['stdout', 'stderr'];

export type Uploads = {
  /** false: S3 refused them, of which SSM does not tell. */
  readonly s3?: boolean;
  /** Where they lie in place of the step's own folder, the one that SSM names; "" for none. */
  readonly s3Folder?: string;
  /** As much of each stream as reached CloudWatch Logs; 0 where the log stream could not be made. */
  readonly logsBytes?: number;
};

export type FleetPlugin = {
  /** The action in schema 1.x documents ("aws:runShellScript"), the step's own name in 2.x. */
  readonly name: string;
  readonly action: string;
  readonly status: string;
  readonly statusDetails: string;
  readonly responseCode: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** In place of the text above, where it is long, not UTF-8, or there before the step has ended. */
  readonly whole?: Partial<Readonly<Record<StreamName, WholeOutput>>>;
  /** What became of the copies in S3 and CloudWatch Logs, where it is not what SSM's answers let expect. */
  readonly uploads?: Uploads;
  /** The agent's own words, which stand in Output in place of both streams (skipped, not started). */
  readonly message?: string;
  /** Instead of the prefix that follows from the command's bucket. */
  readonly outputS3KeyPrefix?: string;
};

export type FleetInvocation = InvocationOutline & {
  readonly instanceId: string;
  readonly instanceName: string;
  readonly traceOutput?: string;
  readonly plugins: readonly FleetPlugin[];
};

export type CommandCounters = {
  readonly targets: number;
  /** Everything terminal, whatever its outcome. */
  readonly completed: number;
  /** Failed and ExecutionTimedOut; Undeliverable and its like are in neither error counter. */
  readonly errors: number;
  readonly deliveryTimedOut: number;
};

export type CommandHeader = {
  readonly commandId: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly comment: string;
  readonly requestedAtMs: number;
  /** Seconds the service tries to deliver. */
  readonly timeoutSeconds: number;
  /** Seconds a plugin may run; ExpiresAfter adds both to the time of the request. */
  readonly executionTimeoutSeconds: number;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Empty when `targets` was used. */
  readonly instanceIds: readonly string[];
  readonly targets: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly status: string;
  readonly statusDetails: string;
  readonly counters: CommandCounters;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  /** `region` is where the bucket is, if that is not the command's own Region. */
  readonly s3?: { readonly bucket: string; readonly prefix: string; readonly region?: string };
  /** "" stands for the group that SSM names after the document. */
  readonly cloudWatchLogGroup?: string;
  /** There is no such group, and the nodes may not make it. */
  readonly logGroupAbsent?: boolean;
  /** Where it differs from the Region that is asked. */
  readonly outputS3Region?: string;
  readonly serviceRole?: string;
  /** Of the SNS topic that is notified of changes. */
  readonly notificationArn?: string;
};

/** What a managed node runs. */
export type NodeSystem = {
  readonly platformName: string;
  readonly platformVersion: string;
  readonly agentVersion: string;
};

/** A managed node as the service knows it. */
export type FleetNode = NodeSystem & {
  readonly instanceId: string;
  readonly computerName: string;
  readonly address: string;
  readonly platformType: string;
  readonly pingStatus: string;
  readonly lastPingAtMs: number;
};

export interface FleetCommand {
  readonly header: CommandHeader;
  /** The index of its first node, where its nodes follow one another. */
  readonly firstNode?: number;
  /** What the command's story says of a node; what it leaves out follows from the seed. */
  systemAt?(index: number): Partial<NodeSystem> | undefined;
  readonly size: number;
  /** The first so many invocations have not ended yet; the others have. */
  readonly unfinished: number;
  /** 0 inclusive to `size` exclusive, newest first within the unfinished and within the ended ones. */
  outlineAt(index: number): InvocationOutline;
  invocationAt(index: number): FleetInvocation;
  indexOf(instanceId: string): number | undefined;
}

/** The managed nodes of a Region. One that is no longer registered keeps its place and is `undefined`. */
export interface NodeRegister {
  readonly size: number;
  at(place: number): FleetNode | undefined;
  find(instanceId: string): FleetNode | undefined;
}

export interface Fleet {
  /** Those that hold commands, and so may name buckets of S3; by default the one that is asked. */
  readonly regions?: readonly string[];
  /** Commands still running first, each part newest first. `askedFor` is the id that a caller names, if any. */
  commands(region: string, askedFor?: string): readonly FleetCommand[];
  /** Older than what SSM keeps: only what they sent to CloudWatch Logs is there. */
  forgotten?(region: string): readonly FleetCommand[];
  /** Left out of a fleet whose endpoint does not know DescribeInstanceInformation. */
  nodes?(region: string): NodeRegister;
}

const UNFINISHED = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);

export function isUnfinished(status: string): boolean {
  return UNFINISHED.has(status);
}

export function printedBy(plugin: FleetPlugin, stream: StreamName): WholeOutput {
  return plugin.whole?.[stream] ?? wholeOf(plugin[stream]);
}

/** A command whose invocations are all there, in the order in which the service lists them. */
export function commandOf(header: CommandHeader, invocations: readonly FleetInvocation[]): FleetCommand {
  const indexes = new Map(invocations.map(({ instanceId }, index) => [instanceId, index]));
  const at = (index: number): FleetInvocation => {
    const invocation = invocations[index];
    if (invocation === undefined) throw new RangeError(`no invocation ${index} in ${header.commandId}`);
    return invocation;
  };
  return {
    header,
    size: invocations.length,
    unfinished: invocations.filter(({ status }) => isUnfinished(status)).length,
    outlineAt: at,
    invocationAt: at,
    indexOf: (instanceId) => indexes.get(instanceId),
  };
}

export function inServiceOrder(commands: readonly FleetCommand[]): readonly FleetCommand[] {
  return [...commands].sort(
    (a, b) =>
      Number(isUnfinished(b.header.status)) - Number(isUnfinished(a.header.status)) ||
      b.header.requestedAtMs - a.header.requestedAtMs,
  );
}
