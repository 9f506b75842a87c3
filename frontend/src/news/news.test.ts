import { expect, it } from "vitest";
import type { ActivityEntry, StreamStatusChange } from "../contract/events";
import { emptyLiveState, type LiveState } from "../realtime/reducer";
import { type News, newsBetween, summarise } from "./news";

const CHANGE: StreamStatusChange = {
  seq: 1,
  timestamp: "2026-03-01T12:00:00.000Z",
  streamId: 5,
  streamName: "News",
  status: "offline",
  previous: "online",
  reason: "source answers 404",
  viewerCount: 3,
  uptimeS: null,
};
const entry = (id: number, kind: string): ActivityEntry => ({
  id,
  timestamp: "2026-03-01T12:00:00.000Z",
  kind,
  actor: "admin",
  subject: "bob",
  message: `message ${id}`,
});
const texts = (before: Partial<LiveState>, after: Partial<LiveState>) =>
  newsBetween({ ...emptyLiveState, ...before }, { ...emptyLiveState, ...after }).map(({ text }) => text);

it("tells a stream's fall and return, and nothing of its start", () => {
  expect(texts({}, { statusChange: CHANGE })).toEqual(["News is offline: source answers 404"]);
  expect(texts({ statusChange: CHANGE }, { statusChange: CHANGE })).toEqual([]);
  const back: StreamStatusChange = { ...CHANGE, status: "online", previous: "offline", reason: null };
  expect(texts({ statusChange: CHANGE }, { statusChange: back })).toEqual(["News is back online"]);
  expect(texts({}, { statusChange: { ...back, previous: "starting" } })).toEqual([]);
});

it("tells what was done since the page was opened, oldest first", () => {
  const known = { activityLoad: "done" as const, activity: [entry(3, "connection.kicked")] };
  const later = [
    entry(6, "line.quota_reached"),
    entry(5, "line.connected"),
    entry(4, "kick.failed"),
    ...known.activity,
  ];
  expect(texts(known, { ...known, activity: later })).toEqual(["message 4", "message 6"]);
  expect(texts({ activityLoad: "pending", activity: [] }, { activityLoad: "done", activity: later })).toEqual([]);
});

it("says much of one kind in one sentence, and the last word of each subject", () => {
  const item = (streamId: number, status: "offline" | "online"): News =>
    newsBetween(emptyLiveState, {
      ...emptyLiveState,
      statusChange: { ...CHANGE, streamId, status, previous: status === "online" ? "offline" : "online" },
    })[0] as News;
  expect(summarise([item(1, "offline"), item(1, "online")]).map(({ text }) => text)).toEqual(["News is back online"]);
  const many = [1, 2, 3, 4].map((id) => item(id, "offline"));
  expect(summarise(many).map(({ text, to }) => [text, to])).toEqual([
    ["4 streams went offline", "/streams?status=offline"],
  ]);
  expect(summarise(many.slice(1))).toHaveLength(3);
});
