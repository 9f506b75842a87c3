import { expect, it } from "vitest";
import { formatFilter, isNarrowed, type LinesFilter, parseFilter, toQuery } from "./filter";

const parse = (address: string) => parseFilter(new URLSearchParams(address));

it("survives the way into the address and back", () => {
  const filter: LinesFilter = { search: "an na", show: "trial", page: 4 };
  expect(parse(formatFilter(filter).toString())).toEqual(filter);
  expect(parse("show=everything&page=0")).toEqual(parse(""));
});

it("asks for what is shown", () => {
  expect(toQuery(parse("show=disabled"))).toMatchObject({ enabled: false, trial: null, offset: 0 });
  expect(toQuery(parse("show=trial&page=2"))).toMatchObject({ enabled: null, trial: true, offset: 100 });
});

it("knows whether it hides anything", () => {
  expect(isNarrowed(parse(""))).toBe(false);
  expect(isNarrowed(parse("search=a"))).toBe(true);
});
