import type { Fleet, FleetCommand } from './fleet.ts';
import { inServiceOrder } from './fleet.ts';
import { createRegister } from './node-register.ts';
import { uuidOf } from './seeded.ts';
import { DOCUMENTATION_COMMAND_ID } from './stories/documentation-sample.ts';
import { EUROPEAN_STORIES, FORGOTTEN_UPDATES, MAIN_STORIES, STORIES } from './stories/index.ts';
import type { Setting, Story } from './stories/story.ts';

export type FleetOptions = {
  /** Managed nodes of the largest command; 1 to 2^29. */
  readonly nodes: number;
  readonly seed: number;
  /**
   * The fleet's clock in epoch milliseconds; everything that SSM has lies in the 30 days before it, and what nodes
   * sent to CloudWatch Logs in the 40 days before.
   */
  readonly nowMs: number;
};

export type StoryName = keyof typeof STORIES;

const MAX_NODES = 2 ** 29;

/** Throws RangeError for another number of nodes. us-east-1 holds the stories, eu-west-1 a few commands, every other Region nothing. */
export function createFleet({ nodes, seed, nowMs }: FleetOptions): Fleet {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) {
    throw new RangeError(`nodes must be an integer from 1 to ${MAX_NODES}`);
  }
  const setting: Setting = { nodes, seed, nowMs, commandId: (story) => commandIdOf(seed, story) };
  const regions = new Map<string, readonly FleetCommand[]>([
    ['us-east-1', play(MAIN_STORIES, setting)],
    ['eu-west-1', play(EUROPEAN_STORIES, setting)],
  ]);
  const forgotten = play(FORGOTTEN_UPDATES, setting);
  const registers = new Map(
    [...regions].map(([region, commands]) => [region, createRegister(seed, nowMs, commands)]),
  );
  return {
    regions: [...regions.keys()],
    commands: (region) => regions.get(region) ?? [],
    forgotten: (region) => (region === 'us-east-1' ? forgotten : []),
    nodes: (region) => registers.get(region) ?? createRegister(seed, nowMs, []),
  };
}

/** The command of each story, by the story's name. Ids depend on the seed alone. */
export function exampleCommands(seed: number = 1): Readonly<Record<StoryName, string>> {
  const names = Object.keys(STORIES) as StoryName[];
  const ids = names.map((name) => [name, commandIdOf(seed, name)]);
  return Object.fromEntries(ids) as Record<StoryName, string>;
}

/** The stories of the default seed. */
export const EXAMPLE_COMMANDS: Readonly<Record<StoryName, string>> = exampleCommands();

function commandIdOf(seed: number, story: string): string {
  return story === 'documentationSample' ? DOCUMENTATION_COMMAND_ID : uuidOf(seed, story);
}

function play(stories: readonly Story[], setting: Setting): readonly FleetCommand[] {
  return inServiceOrder(stories.map((story) => story(setting)));
}
