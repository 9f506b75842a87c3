import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { CollectorState, DashboardUpdate } from "../../contract/events";
import { verdictOf } from "./health";

const GOLDEN = new URL("../../../../tests/golden/dashboard-update.json", import.meta.url);
const [golden]: [DashboardUpdate] = JSON.parse(readFileSync(GOLDEN, "utf8"));
const stale: CollectorState = { ...(golden.collectors[0] as CollectorState), status: "stale" };
const well: DashboardUpdate = {
  ...golden,
  offlineStreams: 0,
  degradedStreams: 0,
  collectors: [],
  intervalS: 5,
  tick: { ...golden.tick, lateMs: 3 },
};

it("says that all is well", () => {
  expect(verdictOf(well)).toEqual({ tone: "good", text: "All is well" });
});

it("says what is worst first, and all of it", () => {
  expect(verdictOf({ ...well, degradedStreams: 2, collectors: [stale] })).toEqual({
    tone: "warn",
    text: "2 streams degraded, 1 collector stale",
  });
  expect(verdictOf({ ...well, degradedStreams: 1, collectors: [{ ...stale, status: "failed" }] })).toEqual({
    tone: "bad",
    text: "1 collector failed, 1 stream degraded",
  });
  expect(verdictOf({ ...well, offlineStreams: 1 })).toEqual({ tone: "bad", text: "1 stream down" });
});

it("tells of ticks that come late", () => {
  expect(verdictOf({ ...well, tick: { ...well.tick, lateMs: 3000 } })).toEqual({
    tone: "warn",
    text: "ticks come 3.0 s late",
  });
});
