/**
 * The words of the field, and the port through which the rest of the server reads Run Command.
 *
 * Only `aws/` knows how AWS spells these; everything else speaks camelCase. Times are epoch
 * milliseconds. A string that the service leaves out or sends empty is `""` here, because SSM itself
 * does not distinguish the two.
 */

import type { AwsPlace } from './places.ts';

/** One plugin (SSM: plugin) of an invocation. Without `details` an invocation carries no plugins. */
export type Plugin = {
  /** Schema 1.x documents give the plugin ("aws:runShellScript"), 2.x the plugin ("PatchLinux"). */
  readonly name: string;
  readonly status: string;
  readonly statusDetails: string;
  readonly responseCode?: number | undefined;
  readonly startedAtMs?: number | undefined;
  readonly finishedAtMs?: number | undefined;
  /** stdout, separator and stderr in one text of at most 2,500 bytes, as the agent built it. */
  readonly output: string;
  readonly standardOutputUrl: string;
  readonly standardErrorUrl: string;
  readonly outputS3BucketName: string;
  readonly outputS3KeyPrefix: string;
};

/** What one command did on one managed node. */
export type Invocation = {
  readonly commandId: string;
  readonly instanceId: string;
  readonly instanceName: string;
  readonly comment: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly requestedAtMs?: number | undefined;
  readonly status: string;
  readonly statusDetails: string;
  readonly traceOutput: string;
  readonly standardOutputUrl: string;
  readonly standardErrorUrl: string;
  readonly serviceRole: string;
  readonly notificationArn: string;
  readonly cloudWatchLogGroupName: string;
  readonly cloudWatchOutputEnabled: boolean;
  readonly plugins: readonly Plugin[];
};

/** A command as ListCommands has it: the parent of its invocations. */
export type Command = {
  readonly commandId: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly comment: string;
  readonly requestedAtMs?: number | undefined;
  readonly expiresAfterMs?: number | undefined;
  readonly status: string;
  readonly statusDetails: string;
  /** May hold secrets: whoever sent the command typed them. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly instanceIds: readonly string[];
  readonly targets: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly targetCount: number;
  readonly completedCount: number;
  readonly errorCount: number;
  readonly deliveryTimedOutCount: number;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  readonly timeoutSeconds?: number | undefined;
};

/** One plugin of one invocation as GetCommandInvocation has it: streams apart, up to 24,000 and 8,000 bytes. */
export type PluginOutput = {
  readonly pluginName: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly comment: string;
  readonly status: string;
  readonly statusDetails: string;
  readonly responseCode?: number | undefined;
  /** ISO 8601 as the service sends them; "" when the plugin has not started or ended. */
  readonly executionStartAt: string;
  readonly executionEndAt: string;
  /** ISO 8601 duration, such as "PT44.002S". */
  readonly executionElapsed: string;
  readonly standardOutput: string;
  readonly standardError: string;
  readonly standardOutputUrl: string;
  readonly standardErrorUrl: string;
  readonly cloudWatchLogGroupName: string;
  readonly cloudWatchOutputEnabled: boolean;
};

/** A managed node as SSM knows it now, whatever it was when a command ran. */
export type ManagedNode = {
  readonly instanceId: string;
  /** "Online" or "ConnectionLost". */
  readonly pingStatus: string;
  readonly lastPingAtMs?: number | undefined;
  readonly agentVersion: string;
  /** "Linux", "Windows" or "MacOS". */
  readonly platformType: string;
  /** As the node reports it, such as "Amazon Linux" and "2023". */
  readonly platformName: string;
  readonly platformVersion: string;
  /** "EC2Instance" or "ManagedInstance". */
  readonly resourceType: string;
  /** The fully qualified host name. */
  readonly computerName: string;
};

export type FilterKey = 'InvokedAfter' | 'InvokedBefore' | 'Status' | 'DocumentName' | 'ExecutionStage';
export type Filter = { readonly key: FilterKey; readonly value: string };

export type InvocationQuery = AwsPlace & {
  readonly commandId?: string;
  readonly instanceId?: string;
  readonly filters: readonly Filter[];
  readonly details: boolean;
};

export type CommandQuery = Omit<InvocationQuery, 'details'>;

/** An invocation, and beside it the API's own object: member for member under its AWS names, times as `Date`. */
export type InvocationDocument = {
  readonly invocation: Invocation;
  readonly document: Readonly<Record<string, unknown>>;
};

export type InvocationRef = AwsPlace & {
  readonly commandId: string;
  readonly instanceId: string;
};

/** 1 to 50 items asked for; `token` continues an earlier page of the same query. */
export type PageRequest = { readonly size: number; readonly token?: string };

/** A page may be empty and still have a `nextToken`; only its absence ends the list. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextToken?: string };

/**
 * Reads Run Command. Every method throws one of the classes of `errors.ts`, and rejects with the
 * signal's reason once `signal` aborts.
 */
export interface RunCommandReader {
  listInvocations(query: InvocationQuery, page: PageRequest, signal: AbortSignal): Promise<Page<Invocation>>;
  /** The same list. */
  listInvocationDocuments(
    query: InvocationQuery,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<InvocationDocument>>;
  listCommands(query: CommandQuery, page: PageRequest, signal: AbortSignal): Promise<Page<Command>>;
  /** `pluginName` is the plugin's name; without it a document of several plugins answers InvalidInput. */
  getPluginOutput(
    ref: InvocationRef,
    pluginName: string | undefined,
    signal: AbortSignal,
  ): Promise<PluginOutput>;
  /** Those of up to 50 nodes that SSM knows. Needs a permission of its own, which is optional. */
  describeNodes(
    place: AwsPlace,
    instanceIds: readonly string[],
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<ManagedNode>>;
  /** The API's own object, member for member under its AWS names; `undefined` when there is none. */
  getDocument(
    ref: InvocationRef,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The Region asked when a request names none. Throws `RegionMissingError`. */
  defaultRegion(): Promise<string>;
}

/** The 12 digits of the account that a place is of; `undefined` where nobody tells in time. Never throws. */
export type AccountIds = (place: AwsPlace, signal: AbortSignal) => Promise<string | undefined>;
