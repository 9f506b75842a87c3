import { expect, it } from "vitest";
import { peakIndex } from "./peakMark";

it("finds the earliest of the highest and passes over gaps", () => {
  expect(peakIndex([1, null, 5, 5, undefined, 2])).toBe(2);
});

it("finds none where nothing was delivered", () => {
  expect(peakIndex([])).toBeNull();
  expect(peakIndex([null, 0, 0])).toBeNull();
});
