import { expect, it } from "vitest";
import type { BandwidthUpdate, StreamBandwidth } from "../../contract/events";
import { shareRows } from "./shares";

function stream(streamId: number, bytes: number, bps: number): StreamBandwidth {
  return { streamId, streamName: streamId === 1 ? "News" : null, bytes, bps, viewers: 2 };
}

function window(perStream: StreamBandwidth[], totalBytes: number, averageBps: number | null): BandwidthUpdate {
  return {
    seq: 1,
    timestamp: "2026-03-01T12:00:00.000Z",
    totalBps: null,
    totalBytes,
    averageBps,
    peakBps: null,
    peakAt: null,
    perStream,
    history: [],
    stepS: 60,
    peaks: null,
  };
}

it("names the largest streams and counts the rest as other", () => {
  const rows = shareRows(window([stream(1, 600, 60), stream(2, 300, 30)], 1000, 100));
  expect(rows.map(({ name, percent, bps }) => [name, percent, bps])).toEqual([
    ["News", 60, 60],
    ["Stream 2", 30, 30],
    ["Other", 10, 10],
  ]);
});

it("has no other where the streams make up everything", () => {
  expect(shareRows(window([stream(1, 600, 60)], 600, 60)).map(({ streamId }) => streamId)).toEqual([1]);
});

it("leaves out who had nothing, and knows no mean without one", () => {
  expect(shareRows(window([stream(1, 0, 0)], 0, null))).toEqual([]);
  expect(shareRows(window([], 50, null))[0]?.bps).toBeNull();
});
