import { expect, it } from "vitest";
import type { ActivityEntry } from "../../contract/events";
import { type ActivityFilter, formatFilter, isNarrowed, parseFilter, toQuery } from "./filter";
import { withLive } from "./live";

const parse = (address: string) => parseFilter(new URLSearchParams(address));
const entry = (id: number): ActivityEntry => ({
  id,
  timestamp: "2026-03-01T12:00:00.000Z",
  kind: "line.connected",
  actor: null,
  subject: "bob",
  message: "bob began to watch",
});

it("survives the way into the address and back", () => {
  const filter: ActivityFilter = { record: "audit", search: "x", kind: "line.refused", subject: "a b", page: 3 };
  expect(parse(formatFilter(filter).toString())).toEqual(filter);
  expect(parse("record=everything&page=-1")).toEqual(parse(""));
});

it("asks for what is shown", () => {
  expect(toQuery(parse("kind=line.refused&page=2"))).toEqual({
    search: null,
    kind: "line.refused",
    subject: null,
    offset: 100,
    limit: 100,
  });
  expect(isNarrowed(parse("record=audit"))).toBe(false);
});

it("puts before a page what happened since it was read, once", () => {
  const ids = (filter: string) =>
    withLive([entry(5), entry(4)], [entry(7), entry(6), entry(5)], parse(filter)).map(({ id }) => id);
  expect(ids("")).toEqual([7, 6, 5, 4]);
  expect(ids("kind=line.connected")).toEqual([5, 4]);
});
