import { expect, it } from "vitest";
import { stateOf } from "./state";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const line = (enabled: boolean, expiresAt: string | null = null) => ({ enabled, expiresAt });

it("says first what forbids a line to watch", () => {
  expect(stateOf(line(false), 1, NOW).word).toBe("Disabled");
  expect(stateOf(line(true, "2026-03-01T12:00:00Z"), 1, NOW).word).toBe("Expired");
});

it("tells a line that watches from one that might", () => {
  expect(stateOf(line(true), 2, NOW)).toEqual({ tone: "good", word: "Watching" });
  expect(stateOf(line(true, "2026-03-01T12:00:01Z"), 0, NOW)).toEqual({ tone: "idle", word: "Idle" });
});
