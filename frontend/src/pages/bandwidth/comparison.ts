import type { BandwidthPoint, BandwidthQuery } from "../../contract/events";

const MINUTE_S = 60;
const DAY_S = 86_400;
/** One more than the stretches of ten minutes that a day has: the server may begin before the window does. */
const POINTS = 145;

/** What the last 24 hours are held against, in days before them. */
export const DAYS_BEFORE = [0, 1, 7] as const;

/** The 24 hours that end this many days before now, in stretches that begin at the same times of every day. */
export function dayBefore(nowMs: number, days: number): BandwidthQuery {
  const endS = Math.floor(nowMs / 1000 / MINUTE_S) * MINUTE_S - days * DAY_S;
  return { from: timestamp(endS - DAY_S), to: timestamp(endS), points: POINTS };
}

function timestamp(atS: number): string {
  return new Date(atS * 1000).toISOString();
}

export type SideBySide = [number[], ...(number | null)[][]];

/** Columns for the chart: the times of the last 24 hours, then a line for each of the days, moved to them. */
export function sideBySide(days: readonly (readonly BandwidthPoint[])[]): SideBySide {
  const lines = days.map((points, index) => moved(points, DAYS_BEFORE[index] ?? 0));
  const times = [...new Set(lines.flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
  const isKnown = (atS: number) => lines.some((line) => (line.get(atS) ?? null) !== null);
  const first = times.findIndex(isKnown);
  const shown = first < 0 ? [] : times.slice(first);
  return [shown, ...lines.map((line) => shown.map((atS) => line.get(atS) ?? null))];
}

function moved(points: readonly BandwidthPoint[], days: number): Map<number, number | null> {
  return new Map(points.map(({ timestamp, bps }) => [Date.parse(timestamp) / 1000 + days * DAY_S, bps]));
}

const HOUR_POINTS = 6;

/** The mean of the last hour of a day told in stretches of ten minutes; null where nothing is on record. */
export function lastHourBps(points: readonly BandwidthPoint[]): number | null {
  const known = points
    .slice(-HOUR_POINTS)
    .map(({ bps }) => bps)
    .filter((bps) => bps !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, bps) => sum + bps, 0) / known.length);
}

/** How much more or less than before, in words; null where there is nothing to hold it against. */
export function difference(now: number, before: number): string | null {
  if (before <= 0) return null;
  const percent = Math.round((now / before - 1) * 100);
  return percent === 0 ? "as much" : `${Math.abs(percent)} % ${percent > 0 ? "more" : "less"}`;
}
