/** Every story of the generated fleet by name. Names are part of the ids: a renamed story changes its id. */
import { documentationSample } from './documentation-sample.ts';
import { kernelVersions } from './kernel-versions.ts';
import { rotateLogs } from './rotate-logs.ts';
import type { Story } from './story.ts';

export const STORIES = {
  rotateLogs,
  kernelVersions,
  documentationSample,
} satisfies Record<string, Story>;

export const EUROPEAN_STORIES: readonly Story[] = [];
