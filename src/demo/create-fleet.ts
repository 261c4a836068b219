import type { Fleet, FleetCommand } from './fleet.ts';
import { inServiceOrder } from './fleet.ts';
import { createRegister } from './node-register.ts';
import { uuidOf } from './seeded.ts';
import { DOCUMENTATION_COMMAND_ID } from './stories/documentation-sample.ts';
import { EUROPEAN_STORIES, FORGOTTEN_UPDATES, MAIN_STORIES, STORIES } from './stories/index.ts';
import { rollingRestart } from './stories/rolling-restart.ts';
import type { Setting } from './stories/story.ts';

export type FleetOptions = {
  /** Managed nodes of the largest command; 1 to 2^29. */
  readonly nodes: number;
  readonly seed: number;
  /**
   * The fleet's clock in epoch milliseconds; everything that SSM has lies in the 30 days before it, and what nodes
   * sent to CloudWatch Logs in the 40 days before.
   */
  readonly nowMs: number;
  /** Milliseconds since the fleet was made, for the one command that goes on; by default none ever pass. */
  readonly elapsedMs?: () => number;
  /** Regions in which something ran, 1 to 8; default 2. */
  readonly regions?: number | undefined;
};

/** In this order. */
export const DEMO_REGIONS = [
  'us-east-1',
  'eu-west-1',
  'us-west-2',
  'eu-central-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
  'ca-central-1',
] as const;

export type StoryName = keyof typeof STORIES | 'rollingRestart';

const MAX_NODES = 2 ** 29;

/** Throws RangeError for another number of nodes. us-east-1 holds the stories, eu-west-1 a few commands, further ones the stories with other nodes. */
export function createFleet({ nodes, seed, nowMs, elapsedMs = () => 0, regions = 2 }: FleetOptions): Fleet {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) {
    throw new RangeError(`nodes must be an integer from 1 to ${MAX_NODES}`);
  }
  const setting: Setting = { nodes, seed, nowMs, commandId: (story) => commandIdOf(seed, story) };
  const still = MAIN_STORIES.map((story) => story(setting));
  const unwatched = inServiceOrder([...still, rollingRestart(setting)]);
  const european = inServiceOrder(EUROPEAN_STORIES.map((story) => story(setting)));
  const further = DEMO_REGIONS.slice(2, regions).map((region, index) => {
    const own = seed + 100 + index;
    const commandId = (story: string) => commandIdOf(own, story);
    return [
      region,
      inServiceOrder(MAIN_STORIES.map((story) => story({ ...setting, seed: own, commandId }))),
    ] as const;
  });
  const others: ReadonlyMap<string, readonly FleetCommand[]> = new Map([
    ...(regions > 1 ? [['eu-west-1', european] as const] : []),
    ...further,
  ]);
  const registers = new Map(
    [['us-east-1', unwatched] as const, ...others].map(([region, commands]) => [
      region,
      createRegister(seed, nowMs, commands),
    ]),
  );
  const forgotten = inServiceOrder(FORGOTTEN_UPDATES.map((story) => story(setting)));
  const watched = setting.commandId('rollingRestart');
  let sinceMs: number | undefined;

  const main = (askedFor: string | undefined): readonly FleetCommand[] => {
    const clockMs = nowMs + elapsedMs();
    if (askedFor === watched) sinceMs ??= clockMs;
    return sinceMs === undefined
      ? unwatched
      : inServiceOrder([...still, rollingRestart(setting, { sinceMs, nowMs: clockMs })]);
  };
  return {
    regions: DEMO_REGIONS.slice(0, regions),
    forgotten: (region) => (region === 'us-east-1' ? forgotten : []),
    commands: (region, askedFor) => {
      if (region === 'us-east-1') return main(askedFor);
      return others.get(region) ?? [];
    },
    nodes: (region) => registers.get(region) ?? createRegister(seed, nowMs, []),
  };
}

/** The command of each story, by the story's name. Ids depend on the seed alone. */
export function exampleCommands(seed: number = 1): Readonly<Record<StoryName, string>> {
  const names = [...Object.keys(STORIES), 'rollingRestart'] as StoryName[];
  const ids = names.map((name) => [name, commandIdOf(seed, name)]);
  return Object.fromEntries(ids) as Record<StoryName, string>;
}

/** The stories of the default seed. */
export const EXAMPLE_COMMANDS: Readonly<Record<StoryName, string>> = exampleCommands();

function commandIdOf(seed: number, story: string): string {
  return story === 'documentationSample' ? DOCUMENTATION_COMMAND_ID : uuidOf(seed, story);
}
