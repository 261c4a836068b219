/** What is stored of one invocation, to be listed. */

/** The part of a command that all its invocations share. */
export type CommandHead = {
  readonly commandId: string;
  readonly documentName: string;
  readonly comment: string;
  /** Secrets redacted in it. */
  readonly redactions: number;
};

export type Row = {
  /** Its place in the order of arrival, from 0. */
  readonly member: number;
  readonly command: CommandHead;
  readonly instanceId: string;
  readonly instanceName: string;
  readonly status: string;
  /** Of the plugin that decided; undefined when 0, which says no more than Success does, and where nothing ran. */
  readonly responseCode: number | undefined;
  readonly durationSeconds: number | undefined;
  readonly requestedAtMs: number | undefined;
  /** Secrets redacted in what the node wrote. */
  readonly redactions: number;
  /** Where its output was read with GetCommandInvocation, because ListCommandInvocations had it cut. */
  readonly readWhole?: true;
};
