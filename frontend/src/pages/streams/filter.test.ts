import { expect, it } from "vitest";
import { formatFilter, isNarrowed, parseFilter, type StreamsFilter, toQuery } from "./filter";

const parse = (address: string) => parseFilter(new URLSearchParams(address));

it("survives the way into the address and back", () => {
  const filter: StreamsFilter = { search: "news & more", status: "offline", type: "live", page: 2 };
  expect(parse(formatFilter(filter).toString())).toEqual(filter);
  expect(formatFilter(parse("")).toString()).toBe("");
});

it("takes no harm from what no server would take", () => {
  expect(parse("status=great&type=radio&page=-3")).toEqual(parse(""));
});

it("asks for what is shown", () => {
  expect(toQuery(parse("search=a&status=online&page=3"))).toEqual({
    search: "a",
    status: "online",
    type: null,
    offset: 200,
    limit: 100,
  });
});

it("knows whether it hides anything", () => {
  expect(isNarrowed(parse("page=2"))).toBe(false);
  expect(isNarrowed(parse("status=offline"))).toBe(true);
});
