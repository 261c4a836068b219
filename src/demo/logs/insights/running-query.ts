/** One query at work: turn by turn, so that other calls are answered meanwhile. */
import { setImmediate as turn } from 'node:timers/promises';
import type { FleetCommand } from '../../fleet.ts';
import type { Query } from './query-text.ts';
import { type Match, type Span, scan, shown } from './scan.ts';

type Status = 'Scheduled' | 'Running' | 'Complete' | 'Cancelled' | 'Timeout';

const BYTES_A_TURN = 200_000;

export class RunningQuery {
  private status: Status = 'Scheduled';
  private readonly query: Query;
  private readonly matches: Match[] = [];
  private readonly read = { bytesScanned: 0, recordsMatched: 0, recordsScanned: 0 };

  constructor(commands: readonly FleetCommand[], query: Query, span: Span, timeoutMs: number) {
    this.query = query;
    void this.run(commands, span, performance.now() + timeoutMs);
  }

  get open(): boolean {
    return this.status === 'Scheduled' || this.status === 'Running';
  }

  stop(): void {
    this.status = 'Cancelled';
  }

  /** While it runs, what was found so far, in no order. */
  page(from: number, size: number): object {
    const results = this.matches.slice(from, from + size).map((match) => shown(match, this.query.fields));
    const more = from + size < this.matches.length && size > 0;
    return {
      nextToken: more ? `results-${from + size}` : undefined,
      queryLanguage: 'CWLI',
      results,
      statistics: this.read,
      status: this.status,
    };
  }

  private async run(commands: readonly FleetCommand[], span: Span, giveUpAt: number): Promise<void> {
    let seams = 0;
    for (const { bytes, match } of scan(commands, this.query, span)) {
      if (this.read.bytesScanned >= seams * BYTES_A_TURN) {
        await turn();
        if (this.open) this.status = performance.now() < giveUpAt ? 'Running' : 'Timeout';
        seams += 1;
      }
      if (!this.open) return;
      this.read.bytesScanned += bytes;
      this.read.recordsScanned += 1;
      if (match === undefined) continue;
      this.read.recordsMatched += 1;
      this.matches.push(match);
    }
    await turn();
    if (!this.open) return;
    this.settle();
    this.status = 'Complete';
  }

  private settle(): void {
    const { sorting, limit } = this.query;
    const sign = sorting.descending ? -1 : 1;
    const key = (match: Match) => (sorting.field === '@logStream' ? match.stream.name : match.timestamp);
    this.matches.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    this.matches.length = Math.min(this.matches.length, limit);
  }
}
