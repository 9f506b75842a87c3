import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ConnectionRow, ConnectionsDelta, ConnectionsPage } from "../contract/events";
import { applyDelta } from "./delta";
import { emptyLiveState, reduce } from "./reducer";

/** Arguments of an event exactly as the server encodes them. */
function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../tests/golden/connections-${name}.json`, import.meta.url), "utf8"));
}

const [rows, page] = golden<[ConnectionRow[], ConnectionsPage]>("update");
const [delta, nextPage] = golden<[ConnectionsDelta, ConnectionsPage]>("delta");
const [rowsAfter, pageAfter] = golden<[ConnectionRow[], ConnectionsPage]>("applied");
const shown = reduce(emptyLiveState, { type: "connections", rows, page, atMs: 1000 });

it("leads from one page to the next", () => {
  const state = reduce(shown, { type: "connectionsDelta", delta, page: nextPage, atMs: 6000 });
  expect(state.connections).toEqual({ rows: rowsAfter, page: pageAfter, receivedAtMs: 6000 });
  expect([state.seq, state.tickSeenAtMs]).toEqual([pageAfter.seq, 6000]);
});

it("leaves rows as they are where nothing is said of them", () => {
  const unchanged = {
    duration: null,
    bytesTransferred: null,
    bitrateBps: null,
    stale: null,
    atRisk: null,
    cause: null,
  };
  expect(applyDelta(rows, { baseSeq: page.seq, rows: null, columns: unchanged })).toEqual(rows);
});

it("takes unknown for a value", () => {
  const unknown = rows.map(() => null);
  const columns = { ...delta.columns, bytesTransferred: unknown, duration: null };
  expect(applyDelta(rows, { ...delta, rows: null, columns }).map((row) => row.bytesTransferred)).toEqual(unknown);
});

it("changes nothing where it does not fit", () => {
  const other = { ...delta, baseSeq: page.seq - 1 };
  expect(reduce(shown, { type: "connectionsDelta", delta: other, page: nextPage, atMs: 6000 })).toBe(shown);
  expect(reduce(emptyLiveState, { type: "connectionsDelta", delta, page: nextPage, atMs: 1 })).toBe(emptyLiveState);
});
