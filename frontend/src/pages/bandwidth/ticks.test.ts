import { expect, it } from "vitest";
import type { BandwidthPoint } from "../../contract/events";
import { figuresOf, within } from "./ticks";

function point(second: number, bps: number | null, connections: number | null = 2): BandwidthPoint {
  const timestamp = new Date(second * 1000).toISOString();
  return { timestamp, bps, connections, maxBps: bps === null ? null : bps + 1, maxConnections: 3, bytes: null };
}

it("takes the ticks of a stretch, its ends included", () => {
  const points = [1, 2, 3, 4].map((second) => point(second, second));
  expect(within(points, { fromS: 2, toS: 3 }).map(({ bps }) => bps)).toEqual([2, 3]);
});

it("knows means and the highest, and nothing of nothing", () => {
  expect(figuresOf([point(1, 10), point(2, null, null), point(3, 20, 4)])).toEqual({
    averageBps: 15,
    peakBps: 21,
    connections: 3,
  });
  expect(figuresOf([point(1, null, null)])).toEqual({ averageBps: null, peakBps: null, connections: null });
});
