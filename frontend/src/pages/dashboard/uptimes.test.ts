import { expect, it } from "vitest";
import { begunMs, withChange } from "./uptimes";

const change = {
  seq: 1,
  timestamp: "2026-11-20T21:00:00Z",
  streamId: 4,
  streamName: "News",
  status: "online" as const,
  previous: "starting" as const,
  reason: null,
  viewerCount: 2,
  uptimeS: 60,
};

it("knows when a stream began", () => {
  expect(begunMs(7500, 10_000_000)).toBe(2_500_000);
  expect(begunMs(null, 10_000_000)).toBeNull();
});

it("learns it from changes of its status", () => {
  const known = withChange(new Map(), change);
  expect(known.get(4)).toBe(Date.parse("2026-11-20T20:59:00Z"));
  expect(withChange(known, { ...change, status: "offline", uptimeS: null }).get(4)).toBeNull();
});
