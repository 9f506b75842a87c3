import { expect, it } from "vitest";
import { formatFilter, isNarrowed, parseFilter, type SessionsFilter, sortedBy, toQuery } from "./filter";

const parse = (address: string) => parseFilter(new URLSearchParams(address));

it("survives the way into the address and back", () => {
  const filter: SessionsFilter = {
    search: "a&b",
    lineId: 3,
    streamId: null,
    ip: "2001:db8::1",
    from: "2026-03-01T12:00:00.000Z",
    to: "",
    endReason: "source lost",
    sort: "duration",
    order: "asc",
    page: 2,
  };
  expect(parse(formatFilter(filter).toString())).toEqual(filter);
  expect(formatFilter(parse("")).toString()).toBe("");
});

it("takes no harm from what no server would take", () => {
  expect(parse("from=yesterday&to=&endReason=boredom&sort=password&order=up&lineId=x")).toEqual(parse(""));
});

it("asks for what is shown", () => {
  expect(toQuery(parse("endReason=kicked&page=3"))).toMatchObject({ endReason: "kicked", offset: 200, search: null });
});

it("knows whether it hides anything", () => {
  expect(isNarrowed(parse("sort=duration"))).toBe(false);
  expect(isNarrowed(parse("from=2026-03-01"))).toBe(true);
});

it("sorts largest first, then turns round", () => {
  const byDuration = sortedBy(parse("page=4"), "duration");
  expect(byDuration).toMatchObject({ sort: "duration", order: "desc", page: 1 });
  expect(sortedBy(byDuration, "duration").order).toBe("asc");
  expect(sortedBy(byDuration, "username").order).toBe("asc");
});
