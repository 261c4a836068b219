/** What the fleet's nodes put into S3: an object for each stream of a step that has ended and printed something. */

import type { Fleet, FleetCommand } from '../fleet.ts';
import { isUnfinished } from '../fleet.ts';
import { keptStreams, restAfter } from '../kept-streams.ts';
import { s3Key } from '../output-locations.ts';
import { hashOf, hex8 } from '../seeded.ts';
import type { WholeOutput } from '../whole-output/index.ts';

export type Bucket = {
  readonly name: string;
  readonly region: string;
  readonly commands: readonly FleetCommand[];
};

export type StoredObject = {
  readonly key: string;
  readonly output: WholeOutput;
  readonly lastModifiedMs: number;
  readonly etag: string;
};

/** Buckets are known in every Region; `asked` matters only for a fleet that does not name its Regions. */
export function bucketNamed(fleet: Fleet, asked: string, name: string): Bucket | undefined {
  const found = (fleet.regions ?? [asked]).flatMap((region) =>
    fleet
      .commands(region)
      .filter(({ header }) => header.s3?.bucket === name)
      .map((command) => ({ command, region: command.header.s3?.region ?? region })),
  );
  const [first] = found;
  return first && { name, region: first.region, commands: found.map(({ command }) => command) };
}

/** In the order in which S3 lists them: by the bytes of their keys. */
export function objectsUnder({ commands }: Bucket, prefix: string): readonly StoredObject[] {
  const objects = commands.flatMap((command) => [...objectsOf(command, prefix)]);
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function objectNamed(bucket: Bucket, key: string): StoredObject | undefined {
  return objectsUnder(bucket, key).find((object) => object.key === key);
}

function* objectsOf(command: FleetCommand, prefix: string): Generator<StoredObject> {
  const { commandId, s3 } = command.header;
  const start = [s3?.prefix ?? '', commandId, ''].filter((part, n) => n > 0 || part !== '').join('/');
  const rest = restAfter(start, prefix);
  if (rest === undefined) return;
  for (const { invocation, plugin, stream, output } of keptStreams(command, rest)) {
    if (isUnfinished(plugin.status) || plugin.uploads?.s3 === false) continue;
    const key = s3Key(command.header, invocation.instanceId, plugin, stream);
    if (!key.startsWith(prefix)) continue;
    const lastModifiedMs = (plugin.finishedAtMs ?? invocation.requestedAtMs) + 1_000;
    // Like that of an upload in parts, so that no client takes it for a checksum.
    const etag = `"${[0, 1, 2, 3].map((n) => hex8(hashOf(key, output.bytes, n))).join('')}-1"`;
    yield { key, output, lastModifiedMs, etag };
  }
}
