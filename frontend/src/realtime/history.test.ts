import { describe, expect, it } from "vitest";
import type { BandwidthPoint } from "../contract/events";
import { columns, mergeHistory } from "./history";

function point(second: number, bps: number | null = 1000): BandwidthPoint {
  const timestamp = new Date(second * 1000).toISOString();
  return { timestamp, bps, connections: 1, maxBps: bps, maxConnections: 1, bytes: null };
}

describe("mergeHistory", () => {
  it("replaces by a window", () => {
    const window = [point(10), point(15)];
    expect(mergeHistory([point(1), point(5)], window, 3600)).toBe(window);
  });

  it("appends a tick's own point", () => {
    expect(mergeHistory([point(5), point(10)], [point(15)], 3600)).toEqual([point(5), point(10), point(15)]);
  });

  it("takes the first point there is", () => {
    expect(mergeHistory([], [point(15)], 3600)).toEqual([point(15)]);
  });

  it("does not take the same tick twice", () => {
    const known = [point(5), point(10)];
    expect(mergeHistory(known, [point(10)], 3600)).toBe(known);
  });

  it("drops what has left the window", () => {
    expect(mergeHistory([point(5), point(10)], [point(15)], 5)).toEqual([point(10), point(15)]);
  });

  it("keeps what is known when nothing arrives", () => {
    const known = [point(5)];
    expect(mergeHistory(known, [], 3600)).toBe(known);
  });
});

describe("columns", () => {
  const range = { windowS: 900, points: 180 };

  it("gives seconds, bandwidth and connections", () => {
    expect(columns([point(5), point(10, null)], 5, range)).toEqual([
      [5, 10],
      [1000, null],
      [1, 1],
    ]);
  });

  it("breaks the line where ticks are missing", () => {
    expect(columns([point(5), point(60)], 5, range)).toEqual([
      [5, 32.5, 60],
      [1000, null, 1000],
      [1, null, 1],
    ]);
  });

  it("gives the highest of each stretch where they are asked for", () => {
    const stretch = { ...point(5), maxBps: 4000, maxConnections: 3 };
    expect(columns([stretch], 5, range, "maximum")).toEqual([[5], [4000], [3]]);
  });

  it("begins with what is known, and keeps the gaps after it", () => {
    const silence = { bps: null, connections: null, maxBps: null, maxConnections: null };
    const points = [{ ...point(5), ...silence }, point(10), { ...point(15), ...silence }, point(20)];
    expect(columns(points, 5, range)).toEqual([
      [10, 15, 20],
      [1000, null, 1000],
      [1, null, 1],
    ]);
  });

  it("does not break it where the server sent fewer points for a longer window", () => {
    const day = { windowS: 86_400, points: 1440 };
    expect(columns([point(60), point(120)], 5, day)[0]).toEqual([60, 120]);
  });
});
