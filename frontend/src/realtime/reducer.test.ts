import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ServerToClientEvents } from "../contract/events";
import { emptyLiveState, type LiveEvent, type LiveState, reduce } from "./reducer";

/** The arguments of an event exactly as the server encodes them. */
function golden<Name extends keyof ServerToClientEvents>(name: Name): Parameters<ServerToClientEvents[Name]> {
  const file = new URL(`../../../tests/golden/${name.replace(":", "-")}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

const [stats] = golden("dashboard:update");
const [rows, page] = golden("connections:update");
const [bandwidth] = golden("bandwidth:update");
const [entry] = golden("activity:new");
const [health] = golden("stream:health");
const [change] = golden("stream:status");
const [presence] = golden("presence:update");

function stateAfter(events: LiveEvent[], from: LiveState = emptyLiveState): LiveState {
  return events.reduce(reduce, from);
}

function tick(seq: number, atMs: number, startedAt = stats.startedAt): LiveEvent {
  return { type: "dashboard", payload: { ...stats, seq, startedAt }, atMs };
}

describe("a tick as the server encodes it", () => {
  const state = stateAfter([
    { type: "dashboard", payload: stats, atMs: 1000 },
    { type: "connections", rows, page, atMs: 1001 },
    { type: "bandwidth", payload: bandwidth, atMs: 1002 },
    { type: "activity", entries: [entry] },
  ]);

  it("is kept whole", () => {
    expect(state.dashboard).toEqual(stats);
    expect(state.connections).toEqual({ rows, page, receivedAtMs: 1001 });
    expect(state.bandwidth?.perStream).toEqual(bandwidth.perStream);
    expect(state.history).toEqual(bandwidth.history);
    expect(state.activity).toEqual([entry]);
  });

  it("is one tick, however many events it has", () => {
    expect(state.seq).toBe(stats.seq);
    expect(state.tickSeenAtMs).toBe(1000);
    expect(state.historyMissed).toBe(false);
  });

  it("leaves unknown unknown", () => {
    expect(state.dashboard?.alertsFiring).toBeNull();
    expect(state.connections?.rows[1]?.bitrateBps).toBeNull();
  });
});

it("knows who has the panel open once it was told", () => {
  expect(emptyLiveState.operators).toBeNull();
  const [known] = stateAfter([{ type: "presence", operators: presence.operators }]).operators ?? [];
  expect(known?.name).toBe("admin");
});

describe("the age of the data", () => {
  it("starts anew with each tick", () => {
    expect(stateAfter([tick(7, 1000), tick(8, 6000)]).tickSeenAtMs).toBe(6000);
  });

  it("is not renewed by the same tick told again", () => {
    expect(stateAfter([tick(7, 1000), tick(7, 9000)]).tickSeenAtMs).toBe(1000);
  });

  it("is renewed by a restarted service, even with the same number", () => {
    expect(stateAfter([tick(7, 1000), tick(7, 9000, "2026-03-01T13:00:00.000Z")]).tickSeenAtMs).toBe(9000);
  });
});

describe("missed ticks", () => {
  it("are noticed by the gap, until the history was asked for", () => {
    const state = stateAfter([tick(7, 1000), tick(9, 11_000)]);
    expect(state.historyMissed).toBe(true);
    expect(stateAfter([{ type: "historyAsked" }], state).historyMissed).toBe(false);
  });

  it("are not suspected after a restart", () => {
    expect(stateAfter([tick(70, 1000), tick(1, 9000, "2026-03-01T13:00:00.000Z")]).historyMissed).toBe(false);
  });
});

describe("activity", () => {
  function numbered(id: number) {
    return { ...entry, id };
  }

  it("is newest first, each entry once, and bounded", () => {
    const loaded = Array.from({ length: 15 }, (_, index) => numbered(20 - index));
    const state = stateAfter([
      { type: "activity", entries: [numbered(20)] },
      { type: "activityLoaded", entries: loaded },
      { type: "activity", entries: [numbered(21)] },
    ]);
    expect(state.activity.map(({ id }) => id)).toEqual([21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7]);
    expect(state.activityLoad).toBe("done");
  });

  it("says when the past could not be loaded, but not once it was", () => {
    expect(stateAfter([{ type: "activityFailed" }]).activityLoad).toBe("failed");
    expect(stateAfter([{ type: "activityLoaded", entries: [] }, { type: "activityFailed" }]).activityLoad).toBe("done");
  });
});

describe("a view of the table", () => {
  it("is pending until rows come", () => {
    const asked = stateAfter([{ type: "viewAsked" }]);
    expect(asked.viewPending).toBe(true);
    expect(stateAfter([{ type: "connections", rows, page, atMs: 1 }], asked).viewPending).toBe(false);
  });

  it("keeps its refusal until another is asked for", () => {
    const refused = stateAfter([
      { type: "viewAsked" },
      { type: "viewRefused", message: "limit: too large" },
      { type: "connections", rows, page, atMs: 1 },
    ]);
    expect(refused.viewRefusal).toBe("limit: too large");
    expect(stateAfter([{ type: "viewAsked" }], refused).viewRefusal).toBeNull();
  });

  it("is forgotten with its rows when it is left", () => {
    const left = stateAfter([
      { type: "connections", rows, page, atMs: 1 },
      { type: "viewAsked" },
      { type: "viewRefused", message: "limit: too large" },
      { type: "viewLeft" },
    ]);
    expect(left).toMatchObject({ connections: null, viewPending: false, viewRefusal: null });
  });
});

it("a range decides how much history is kept", () => {
  const state = stateAfter([
    { type: "range", range: { windowS: 5, points: 1 } },
    { type: "bandwidth", payload: bandwidth, atMs: 1 },
    {
      type: "bandwidth",
      payload: {
        ...bandwidth,
        history: [
          {
            timestamp: "2026-03-01T12:00:10.000Z",
            bps: 1,
            connections: 1,
            maxBps: 1,
            maxConnections: 1,
            bytes: null,
          },
        ],
      },
      atMs: 2,
    },
  ]);
  expect(state.history.map(({ timestamp }) => timestamp)).toEqual([
    "2026-03-01T12:00:05.000Z",
    "2026-03-01T12:00:10.000Z",
  ]);
});

describe("streams", () => {
  const told = stateAfter([{ type: "health", streams: health.streams }]);

  it("are known by their id as the newest tick tells them", () => {
    expect([...told.health.values()]).toEqual(health.streams);
    expect(stateAfter([{ type: "health", streams: [] }], told).health.size).toBe(0);
  });

  it("change their status between two ticks", () => {
    const [row] = health.streams;
    if (!row) throw new Error("the golden payload has no stream");
    const changed = stateAfter([{ type: "status", change: { ...change, streamId: row.streamId } }], told);
    expect(changed.health.get(row.streamId)).toMatchObject({ status: "offline", viewers: 1, since: change.timestamp });
    expect(changed.statusChange?.reason).toBe(change.reason);
  });

  it("that nobody told of do not appear by a change", () => {
    const changed = stateAfter([{ type: "status", change: { ...change, streamId: 999_999 } }], told);
    expect(changed.health).toBe(told.health);
  });
});
