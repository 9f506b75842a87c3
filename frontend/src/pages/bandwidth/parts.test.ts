import { describe, expect, it } from "vitest";
import type { BandwidthBreakdown } from "../../contract/rest";
import { heaped, linesOf, partsOf } from "./parts";

const found: BandwidthBreakdown = {
  timestamps: ["2026-11-20T21:00:00Z", "2026-11-20T21:01:00Z", "2026-11-20T21:02:00Z"],
  stepS: 60,
  series: [
    { key: 4, name: "News", bps: [60, null, 80] },
    { key: null, name: null, bps: [20, null, 0] },
  ],
  other: [0, null, 20],
  total: [80, null, 100],
};

describe("the parts", () => {
  const parts = partsOf(found, "stream");
  it("are named and lead to their connections", () => {
    expect(parts.map(({ name, href }) => [name, href])).toEqual([
      ["News", "/connections?streamId=4"],
      ["Not known", null],
      ["Other", null],
    ]);
  });
  it("know their means, heights and shares", () => {
    expect(parts.map(({ averageBps, peakBps }) => [averageBps, peakBps])).toEqual([
      [70, 80],
      [10, 20],
      [10, 20],
    ]);
    expect(parts[0]?.percent).toBeCloseTo(77.8, 1);
  });
  it("have no other where the series make up everything, and names where they have none", () => {
    const [only] = partsOf(
      { ...found, other: [0, null, 0], series: [{ key: 9, name: null, bps: [1, 2, 3] }] },
      "stream",
    );
    expect(only?.name).toBe("Stream 9");
    expect(partsOf({ ...found, other: [0, null, 0] }, "stream")).toHaveLength(2);
  });
  it("are heaped up to the total, the highest heap first, gaps staying gaps", () => {
    expect(heaped(parts, 3)).toEqual([
      [80, null, 100],
      [80, null, 80],
      [60, null, 80],
    ]);
    expect(linesOf(parts.map(({ colour }) => colour)).map(({ colour }) => colour)).toEqual([
      "--part-rest",
      "--part-1",
      "--part-0",
    ]);
  });
});

it("is nothing where nothing was delivered", () => {
  expect(partsOf({ timestamps: [], stepS: null, series: [], other: [], total: [] }, "isp")).toEqual([]);
});
