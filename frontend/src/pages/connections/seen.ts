import type { ConnectionRow } from "../../contract/events";

/** Times in seconds and bitrates in bit/s, oldest first. */
export interface SeenRates {
  atS: number[];
  bps: (number | null)[];
}

const POINTS_KEPT = 720;
const CONNECTIONS_KEPT = 500;

/** The bitrates of connections as this page saw them pass. Nothing of it is stored. */
export class Seen {
  private readonly rates = new Map<string, SeenRates>();

  /** Takes the rows of one tick; the same tick twice counts once. */
  add(rows: readonly ConnectionRow[], timestamp: string): void {
    const atS = Date.parse(timestamp) / 1000;
    for (const row of rows) {
      if (!row.stale) this.append(row.id, atS, row.bitrateBps);
    }
    for (const id of this.rates.keys()) {
      if (this.rates.size <= CONNECTIONS_KEPT) break;
      this.rates.delete(id);
    }
  }

  of(id: string): SeenRates {
    return this.rates.get(id) ?? { atS: [], bps: [] };
  }

  private append(id: string, atS: number, bps: number | null): void {
    const known = this.of(id);
    const newest = known.atS.at(-1);
    if (newest !== undefined && atS <= newest) return;
    // Whoever was seen last is forgotten last.
    this.rates.delete(id);
    this.rates.set(id, {
      atS: [...known.atS, atS].slice(-POINTS_KEPT),
      bps: [...known.bps, bps].slice(-POINTS_KEPT),
    });
  }
}
