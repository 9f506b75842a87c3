import { describe, expect, it } from "vitest";
import type { BandwidthPoint } from "../../contract/events";
import { dayBefore, difference, lastHourBps, sideBySide } from "./comparison";

function point(timestamp: string, bps: number | null): BandwidthPoint {
  return { timestamp, bps, connections: 1, maxBps: bps, maxConnections: 1, bytes: null };
}

it("asks for the same hours of an earlier day", () => {
  const now = Date.parse("2026-03-09T12:00:42.500Z");
  expect(dayBefore(now, 0)).toEqual({ from: "2026-03-08T12:00:00.000Z", to: "2026-03-09T12:00:00.000Z", points: 145 });
  expect(dayBefore(now, 7)).toMatchObject({ from: "2026-03-01T12:00:00.000Z", to: "2026-03-02T12:00:00.000Z" });
});

describe("side by side", () => {
  it("moves earlier days to the times of this one and keeps gaps", () => {
    const today = [point("2026-03-09T12:00:00Z", 5), point("2026-03-09T12:10:00Z", 6)];
    const yesterday = [point("2026-03-08T12:10:00Z", 3)];
    const atS = Date.parse("2026-03-09T12:00:00Z") / 1000;
    expect(sideBySide([today, yesterday, []])).toEqual([
      [atS, atS + 600],
      [5, 6],
      [null, 3],
      [null, null],
    ]);
  });

  it("begins with what is known of any day", () => {
    const today = [point("2026-03-09T12:00:00Z", null), point("2026-03-09T12:10:00Z", 6)];
    expect(sideBySide([today, [], []])[1]).toEqual([6]);
    expect(sideBySide([[], [], []])).toEqual([[], [], [], []]);
  });
});

it("tells differences in words", () => {
  expect(difference(110, 100)).toBe("10 % more");
  expect(difference(50, 100)).toBe("50 % less");
  expect(difference(100, 100)).toBe("as much");
  expect(difference(100, 0)).toBeNull();
});

it("knows what the last hour of a day was", () => {
  const day = [90, 10, 20, null, 30].map((bps, place) => point(`2026-03-09T11:${place}0:00Z`, bps));
  expect(lastHourBps([point("2026-03-09T10:50:00Z", 1000), point("2026-03-09T10:55:00Z", 1000), ...day.slice(1)])).toBe(
    412,
  );
  expect(lastHourBps([])).toBeNull();
});
