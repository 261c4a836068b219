/**
 * What the exit codes of AWS-RunPatchBaseline mean on Linux and macOS. From the payload that the document downloads
 * (patch_common/constant_repository.py, class ExitCodes), and for what the document itself does from AWS's page
 * "Troubleshooting Patch Manager". Codes above 128 are its own there and no signals.
 */

const PATCH_CODES: ReadonlyMap<number, string> = new Map([
  [2, 'The dependency check of the packages failed, so nothing was installed.'],
  [4, 'Another patch operation held the lock on the node. Send it again when that one has ended.'],
  ...denied(130, "the association's details"),
  ...denied(133, 'the patch baseline (GetPatchBaseline)'),
  ...denied(136, 'the list of patch baselines (DescribePatchBaselines)'),
  ...denied(139, 'resources by tag (GetResources)'),
  [142, 'The association and its patch baseline do not fit together.'],
  ...denied(143, 'the patch snapshot (GetDeployablePatchSnapshotForInstance)'),
  [146, 'Patch Manager does not support the operating system of the node.'],
  [147, "The patch snapshot could not be saved on the node: check the disk's space."],
  [148, 'The instance metadata could not be read. Check that IMDS is on and reachable.'],
  [149, 'The patch results could not be reported (PutInventory). Check the role of the node.'],
  [150, 'The patch snapshot was invalid.'],
  [151, 'The payload could not find out how long the node has been up.'],
  [
    152,
    "The payload, or its configuration file, could not be loaded. Check the node's access to the Region's patch bucket on S3.",
  ],
  [153, 'The tags given for the patch baseline are malformed (BaselineTags).'],
  [
    155,
    'The payload could not be unpacked: /var/log full, or two patch operations at once. Check space, then send it again.',
  ],
  [156, "The payload could not be downloaded. Check the node's access to the Region's patch bucket on S3."],
  [160, 'The baseline override may not be read: access denied. Check the S3 permissions of the node.'],
  [161, 'The baseline override is invalid.'],
  [162, 'The baseline override could not be downloaded.'],
  [163, "The baseline override has no entry for the node's operating system."],
  [165, "The baseline override has several entries for the node's operating system."],
  [166, 'The baseline override names an operating system that is not supported.'],
  [167, 'Both a baseline override and an install override list were given: only one may be.'],
  [194, 'Patches were installed and a reboot is due.'],
  [195, 'Patching failed in part, and a reboot is due: 195 is failures with a reboot due.'],
  [196, 'The dependency check of the packages failed, and a reboot is due.'],
]);

/** Reads that fail in three ways, numbered one after the other. */
function denied(first: number, what: string): [number, string][] {
  return [
    [first, `The payload could not read ${what}.`],
    [first + 1, `The API call for ${what} failed. Check the node's way to the SSM endpoint.`],
    [first + 2, `Access denied to ${what}. Check the role of the node.`],
  ];
}

/** The code that the payload ended with before the document turned it into 195: its own log names it. */
const OWN_CODE = /Patching Operation failed with exit code (\d{1,3})\b/;

/** By name or ARN. AWS-RunPatchBaselineWithHooks also runs what others wrote. */
const PATCH_DOCUMENT = /AWS-RunPatchBaseline(?:Association)?$/;

export function isPatchRun(document = '', plugin = ''): boolean {
  const onUnix = plugin === 'PatchLinux' || plugin === 'PatchMacOS';
  return onUnix || (PATCH_DOCUMENT.test(document) && plugin !== 'PatchWindows');
}

/** `undefined` for a code that the table does not have. */
export function patchHint(code: number, cause = ''): string | undefined {
  const inner = Number(OWN_CODE.exec(cause)?.[1] ?? code);
  const known = PATCH_CODES.get(code);
  if (inner === code || code !== 195) return known;
  const why = PATCH_CODES.get(inner);
  return why === undefined ? known : `195: patching failed and a reboot is due. ${inner}: ${lower(why)}`;
}

function lower(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}
