import { expect, it } from "vitest";
import { formatLook, parseLook, RANGES } from "./ranges";

it("reads the look of an address and writes it again", () => {
  const span = "from=2026-11-20T20%3A00%3A00Z&to=2026-11-20T20%3A05%3A00Z";
  for (const address of ["", "range=900", "range=2592000&measure=maximum", "measure=maximum", span]) {
    expect(formatLook(parseLook(new URLSearchParams(address))).toString()).toBe(address);
  }
});

it("takes the usual where an address says nothing that is known", () => {
  const look = parseLook(new URLSearchParams("range=7&measure=median&from=x&to=y"));
  expect(look).toEqual({ range: RANGES[1], measure: "average", span: null });
});
