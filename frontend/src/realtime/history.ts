import type { BandwidthPoint } from "../contract/events";

export interface Range {
  windowS: number;
  points: number;
}

/** Two neighbours further apart than this have an outage between them, which a line may not cross. */
const GAP_INTERVALS = 2.5;

function seconds(point: BandwidthPoint): number {
  return Date.parse(point.timestamp) / 1000;
}

/**
 * The server sends a whole window on connect and on request, and a single point with each tick.
 * A window replaces what was known, a tick is appended; what has left the window is dropped.
 */
export function mergeHistory(known: BandwidthPoint[], arrived: BandwidthPoint[], windowS: number): BandwidthPoint[] {
  const [only] = arrived;
  if (!only) return known;
  const newest = known.at(-1);
  if (arrived.length > 1 || !newest) return arrived;
  if (seconds(only) <= seconds(newest)) return known;
  const oldest = seconds(only) - windowS;
  return [...known.filter((point) => seconds(point) >= oldest), only];
}

/** Of each stretch of ticks: their mean, or the highest of them. */
export type Measure = "average" | "maximum";

/** Columns for the chart: times in seconds, bandwidth in bit/s, viewers; an outage is one point of nulls. */
export type Columns = [number[], (number | null)[], (number | null)[]];

/** What lies before the first point that is known is left out, so that a young service does not show an empty chart. */
export function columns(
  history: readonly BandwidthPoint[],
  intervalS: number,
  range: Range,
  measure: Measure = "average",
): Columns {
  const gapS = GAP_INTERVALS * Math.max(intervalS, range.windowS / range.points);
  const result: Columns = [[], [], []];
  let previousS: number | null = null;
  for (const point of history) {
    const [bps, viewers] = heights(point, measure);
    if (previousS === null && bps === null && viewers === null) continue;
    const atS = seconds(point);
    if (previousS !== null && atS - previousS > gapS) push(result, (previousS + atS) / 2, null, null);
    push(result, atS, bps, viewers);
    previousS = atS;
  }
  return result;
}

function heights(point: BandwidthPoint, measure: Measure): [number | null, number | null] {
  return measure === "maximum" ? [point.maxBps, point.maxConnections] : [point.bps, point.connections];
}

function push(target: Columns, atS: number, bps: number | null, connections: number | null): void {
  target[0].push(atS);
  target[1].push(bps);
  target[2].push(connections);
}
