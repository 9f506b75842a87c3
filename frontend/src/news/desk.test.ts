import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StreamStatusChange } from "../contract/events";
import { emptyLiveState } from "../realtime/reducer";
import { openDesk } from "./desk";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

it("tells a flapping stream once a minute", () => {
  const told: string[] = [];
  const desk = openDesk(({ text }) => told.push(text), Date.now);
  const fall = () => {
    const statusChange: StreamStatusChange = {
      seq: 1,
      timestamp: "2026-03-01T12:00:00.000Z",
      streamId: 5,
      streamName: "News",
      status: "offline",
      previous: "online",
      reason: null,
      viewerCount: 0,
      uptimeS: null,
    };
    desk.look(emptyLiveState, { ...emptyLiveState, statusChange });
    vi.advanceTimersByTime(1000);
  };
  fall();
  fall();
  expect(told).toEqual(["News is offline"]);
  vi.advanceTimersByTime(60_000);
  fall();
  expect(told).toHaveLength(2);
  desk.close();
});
