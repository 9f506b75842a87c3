import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { CollectorState, DashboardUpdate } from "../contract/events";
import { emptyLiveState } from "../realtime/reducer";
import { newsBetween } from "./news";

const golden: DashboardUpdate = JSON.parse(
  readFileSync(new URL("../../../tests/golden/dashboard-update.json", import.meta.url), "utf8"),
);
const EDGE: CollectorState = {
  name: "edge",
  kind: "mediamtx",
  status: "live",
  connections: 3,
  sampledAt: null,
  durationMs: 4,
  error: null,
};
const told = (before: Partial<CollectorState>[], after: Partial<CollectorState>[]) => {
  const state = (parts: Partial<CollectorState>[]) => ({
    ...emptyLiveState,
    dashboard: { ...golden, collectors: parts.map((part) => ({ ...EDGE, ...part })) },
  });
  return newsBetween(state(before), state(after)).map(({ text, tone }) => [tone, text]);
};

it("tells that a collector went stale, failed and answers again", () => {
  expect(told([{}], [{ status: "stale", error: "timed out" }])).toEqual([
    ["warn", "Collector edge is stale: timed out"],
  ]);
  expect(told([{ status: "stale" }], [{ status: "failed" }])).toEqual([["bad", "Collector edge is failed"]]);
  expect(told([{ status: "failed" }], [{}])).toEqual([["good", "Collector edge answers again"]]);
  expect(told([{ status: "stale" }], [{ status: "stale" }])).toEqual([]);
  expect(told([], [{ status: "failed" }])).toEqual([]);
});
