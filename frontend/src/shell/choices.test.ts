import { expect, it } from "vitest";
import { matching } from "./choices";

const choices = ["Connections", "Sessions", "Settings", "Lines"].map((label) => ({
  id: label,
  label,
  kind: "Page",
  run: () => {},
}));
const found = (typed: string) => matching(choices, typed).map(({ label }) => label);

it("offers all until something is typed", () => {
  expect(found(" ")).toHaveLength(4);
});

it("finds what contains the text, what begins with it first", () => {
  expect(found("se")).toEqual(["Sessions", "Settings"]);
  expect(found("INE")).toEqual(["Lines"]);
  expect(found("s")[0]).toBe("Sessions");
  expect(found("nothing")).toEqual([]);
});
