import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DashboardUpdate } from "../../contract/events";
import { thinned } from "./thinned";
import { midnightS } from "./today";
import { NO_TRENDS, withTick } from "./trends";

const GOLDEN = new URL("../../../../tests/golden/dashboard-update.json", import.meta.url);
const [stats]: [DashboardUpdate] = JSON.parse(readFileSync(GOLDEN, "utf8"));

describe("trends", () => {
  it("take each tick once", () => {
    const first = withTick(NO_TRENDS, { ...stats, seq: 1, onlineLines: 3 });
    expect(withTick(first, { ...stats, seq: 1, onlineLines: 4 })).toBe(first);
    expect(withTick(first, { ...stats, seq: 2, onlineLines: 5 }).onlineLines).toEqual([3, 5]);
  });

  it("go on over a restart and keep only the newest", () => {
    let known = withTick(NO_TRENDS, { ...stats, seq: 1 });
    known = withTick(known, { ...stats, seq: 1, startedAt: "2026-11-20T21:00:00Z" });
    expect(known.onlineLines).toHaveLength(2);
    for (let seq = 2; seq < 300; seq += 1) known = withTick(known, { ...stats, seq, onlineLines: seq });
    expect(known.onlineLines).toHaveLength(120);
    expect(known.onlineLines.at(-1)).toBe(299);
  });
});

it("thins evenly and keeps both ends", () => {
  expect(thinned([1, 2, 3], 5)).toEqual([1, 2, 3]);
  expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
});

it("knows when the panel's day began", () => {
  expect(midnightS(Date.parse("2026-11-20T21:03:00Z") / 1000)).toBe(Date.parse("2026-11-20T00:00:00Z") / 1000);
});
