/** Interleaved rounds: the machine's moods strike all variants alike, so ratios within a round can be trusted. */

export type Variant<Sample> = { readonly name: string; run(): Promise<Sample> };

/** Every variant once a round, back and forth; the samples by name. The first round only warms caches and is dropped. */
export async function interleave<Sample>(
  rounds: number,
  variants: readonly Variant<Sample>[],
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? variants : variants.toReversed()) {
      const sample = await run();
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The median over rounds of each round's own ratio. */
export function pairedRatio(values: readonly number[], floor: readonly number[]): number {
  return median(values.map((value, round) => value / (floor[round] ?? Number.NaN)));
}
