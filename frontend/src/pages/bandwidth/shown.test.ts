import { expect, it } from "vitest";
import { parseLook } from "./ranges";
import { boundsOf, isOfTicks, queryOf, shownOf } from "./shown";

const NOW_S = Date.parse("2026-11-20T21:00:00Z") / 1000;
const look = (address: string) => parseLook(new URLSearchParams(address));
const HALF_AN_HOUR = "from=2026-11-20T20:30:00Z&to=2026-11-20T21:00:00Z";
const THE_DAY_BEFORE = "from=2026-11-19T20:30:00Z&to=2026-11-19T21:00:00Z";

it("is of a range that ends now, or of what was marked", () => {
  expect(shownOf(look("range=86400"))).toMatchObject({ label: "last 24 h", windowS: 86_400 });
  expect(shownOf(look(HALF_AN_HOUR))).toMatchObject({ label: "20:30:00 to 21:00:00", windowS: 1800 });
});

it("asks for either", () => {
  expect(queryOf(shownOf(look("range=86400")), NOW_S)).toEqual({ from: "2026-11-19T21:00:00.000Z", points: 721 });
  expect(queryOf(shownOf(look(THE_DAY_BEFORE)), NOW_S)).toMatchObject({
    from: "2026-11-19T20:30:00Z",
    to: "2026-11-19T21:00:00Z",
  });
});

it("has bounds that do not change within a minute", () => {
  expect(boundsOf(shownOf(look("")), NOW_S + 40)).toEqual({ from: "2026-11-20T20:00:00Z", to: "2026-11-20T21:00:00Z" });
  expect(boundsOf(shownOf(look(HALF_AN_HOUR)), NOW_S).from).toBe("2026-11-20T20:30:00Z");
});

it("knows what it has tick by tick", () => {
  expect(["", HALF_AN_HOUR].map((address) => isOfTicks(look(address), NOW_S))).toEqual([true, true]);
  expect(["range=86400", THE_DAY_BEFORE].map((address) => isOfTicks(look(address), NOW_S))).toEqual([false, false]);
});
