/** Every story of the generated fleet by name. Names are part of the ids: a renamed story changes its id. */
import { deploy, deployRerun } from './checkout-deploy.ts';
import { DAILY_UPDATES, FORGOTTEN_UPDATES, updateAgent } from './daily-updates.ts';
import { documentationSample } from './documentation-sample.ts';
import { EUROPEAN_STORIES } from './european-commands.ts';
import {
  cancelled,
  everyNodeDifferent,
  exitWithSuccess,
  justSent,
  reboot,
  secretParameters,
  singleNode,
} from './everyday-commands.ts';
import { hostileOutput } from './hostile-output.ts';
import { inventory } from './inventory.ts';
import { kernelVersions } from './kernel-versions.ts';
import { nightlyBackup, packageInventory, restoreDrill } from './long-outputs.ts';
import {
  accessDenied,
  cancelling,
  hardlyReached,
  incomplete,
  limitExceeded,
  maxErrors,
  noInstancesInTag,
} from './never-ran.ts';
import { EARLIER_SNAPSHOTS, nightlySnapshot } from './nightly-snapshot.ts';
import { patchLinux, patchWindows } from './patch-baseline.ts';
import { rotateLogs } from './rotate-logs.ts';
import { configurePackage, deployInSteps, powerShell, remoteScript } from './several-plugins.ts';
import type { Story } from './story.ts';

export const STORIES = {
  justSent,
  cancelling,
  reboot,
  rotateLogs,
  singleNode,
  kernelVersions,
  everyNodeDifferent,
  hostileOutput,
  deployInSteps,
  exitWithSuccess,
  updateAgent,
  configurePackage,
  powerShell,
  patchLinux,
  patchWindows,
  secretParameters,
  cancelled,
  remoteScript,
  maxErrors,
  hardlyReached,
  incomplete,
  accessDenied,
  noInstancesInTag,
  limitExceeded,
  documentationSample,
  deploy,
  deployRerun,
  inventory,
  nightlySnapshot,
  nightlyBackup,
  packageInventory,
  restoreDrill,
} satisfies Record<string, Story>;

export const MAIN_STORIES: readonly Story[] = [
  ...Object.values(STORIES),
  ...DAILY_UPDATES,
  ...EARLIER_SNAPSHOTS,
];
export { EUROPEAN_STORIES, FORGOTTEN_UPDATES };
