export type HintFacts = {
  readonly status: string;
  readonly responseCode?: number;
  readonly plugin?: string;
  readonly document?: string;
  readonly cause?: string;
  /** What a success hides, quoted beside the hint. */
  readonly hides?: { readonly isError: boolean };
  /** False when the plugin is known never to have started. */
  readonly started?: boolean;
};

/** What SSM's statuses mean and what to do next. At most 200 characters each. */
const BY_STATUS: Readonly<Record<string, string>> = {
  Undeliverable:
    'Never reached the node. Check that the agent runs and the node is online (PingStatus), then send it again.',
  DeliveryTimedOut:
    'Not delivered before it expired, so it most likely never ran: node off, agent stopped or stuck. Check PingStatus, restart the agent, send it again.',
  AccessDenied:
    "Refused before the node ran it: who sent the command may not use this node or document. Check the sender's ssm:SendCommand permission.",
  InvalidPlatform:
    "Never ran: the document does not support this node's platform. Leave the node out of the targets.",
  Terminated:
    'Never ran: the command stopped sending because more nodes failed than MaxErrors allows. Mend those failures, then send it again.',
  Cancelled: 'Somebody cancelled the command; work done before that stays done.',
  Delayed:
    'Still waiting to be delivered; if that lasts, check that the node is online and its agent is not stuck.',
};

const TIMED_OUT =
  "Ran longer than the plugin's executionTimeout. Raise that parameter, or see what it waited for. A process killed for memory (exit 137) is reported the same.";

/** Exit codes of AWS-RunPatchBaseline's payload on Linux. */
const PATCH_CODES: ReadonlyMap<number, string> = new Map([
  [4, 'Another patch operation held the lock on the node. Send it again when that one has ended.'],
  [152, "The patch payload could not be loaded. Check the node's access to the Region's patch bucket on S3."],
  [
    155,
    'The patch payload could not be unpacked: /var/log full, or two patch operations at once. Check space, then retry.',
  ],
  [
    156,
    "The patch payload could not be downloaded. Check the node's access to the Region's patch bucket on S3.",
  ],
]);

const BY_CODE: ReadonlyMap<number, string> = new Map([
  [126, 'The shell found the file but may not run it: not executable, a noexec mount, or a directory.'],
  [
    127,
    'Command not found: install it, or give its full path. The agent runs scripts as root with a short PATH.',
  ],
  [
    137,
    'Exit 137 is a kill (SIGKILL): often the kernel, out of memory; the agent uses the same code for a timeout. Check dmesg.',
  ],
  [
    143,
    'Exit 143 is SIGTERM: something ended the script from outside, such as a service stop or a shutdown.',
  ],
  [139, 'Exit 139 is a crash (SIGSEGV) of a program in the script.'],
  [
    168,
    'The script ended the document here on purpose (exit 168): counted as success, later plugins were skipped.',
  ],
  [
    169,
    'The script ended the document here on purpose (exit 169): counted as failed, later plugins were skipped.',
  ],
  [
    1603,
    'MSI 1603 is a general installation failure. Read the msiexec log on the node for the action that returned value 3.',
  ],
  [1618, 'Another Windows installation was in progress. Send it again when that one has ended.'],
  [
    1_073_807_364,
    'Windows ended the process because of a logoff or shutdown (0x40010004). Check whether the node restarted.',
  ],
]);

const REBOOT =
  'The script asked for a reboot: the agent restarts the node and runs the script again, and the plugin stays InProgress until then.';

/** A next step, worded for whoever is on call; `undefined` where SSM's semantics add nothing to the cause. */
export function hintFor(facts: HintFacts): string | undefined {
  const { status, responseCode } = facts;
  const known = Object.hasOwn(BY_STATUS, status) ? BY_STATUS[status] : undefined;
  if (known !== undefined) return known;
  if (status === 'ExecutionTimedOut' || status === 'TimedOut') return TIMED_OUT;
  if (status === 'Success' && responseCode !== 168) return facts.hides && hidingHint(facts.hides);
  if (responseCode === undefined) return undefined;
  if (status !== 'Success' && asksForReboot(responseCode)) return REBOOT;
  if (isPatchRun(facts)) {
    const hint = PATCH_CODES.get(responseCode);
    if (hint !== undefined) return hint;
  }
  if (responseCode === -1) return minusOne(facts);
  return BY_CODE.get(responseCode);
}

/** SSM goes by the last exit code alone: a line that failed before it leaves a success. */
function hidingHint({ isError }: { readonly isError: boolean }): string {
  return isError
    ? 'Success by the last exit code alone: the output holds an error, quoted here. Check whether the work was done.'
    : 'Success that wrote to stderr, quoted here.';
}

/** 194 on Linux and macOS; 3010 and 1641 (MSI) on Windows. */
function asksForReboot(responseCode: number): boolean {
  return responseCode === 194 || responseCode === 3010 || responseCode === 1641;
}

function isPatchRun({ document, plugin }: HintFacts): boolean {
  return (
    document?.startsWith('AWS-RunPatchBaseline') === true ||
    plugin === 'PatchLinux' ||
    plugin === 'PatchWindows'
  );
}

function minusOne({ status, started, cause }: HintFacts): string | undefined {
  if (status !== 'Failed') return undefined;
  if (started === false)
    return 'Exit -1 without a start: the plugin never ran on the node. Check the agent and send it again.';
  if (cause !== undefined && /signal: /.test(cause)) {
    return 'A signal ended the script: something killed it from outside, for memory (check dmesg) or by a shutdown.';
  }
  return undefined;
}
