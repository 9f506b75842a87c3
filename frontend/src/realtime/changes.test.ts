import { expect, it } from "vitest";
import type { ActivityEntry } from "../contract/events";
import { isPassing, newestChange } from "./changes";

const entry = (id: number, kind: string): ActivityEntry => ({
  id,
  kind,
  timestamp: "2026-03-01T12:00:00.000Z",
  actor: "admin",
  subject: "bob",
  message: "",
});

it("finds the newest change of a kind of thing, not what merely happened to it", () => {
  const activity = [
    entry(5, "line.left"),
    entry(4, "stream.changed"),
    entry(3, "line.created"),
    entry(2, "line.removed"),
  ];
  expect(newestChange(activity, "line")).toBe(3);
  expect(newestChange(activity, "stream")).toBe(4);
  expect(newestChange(activity, "token")).toBe(0);
});

it("lets wait what tells of viewers alone", () => {
  expect(isPassing(entry(1, "line.connected"))).toBe(true);
  expect(isPassing(entry(1, "line.changed"))).toBe(false);
  expect(isPassing(entry(1, "stream.offline"))).toBe(false);
});
