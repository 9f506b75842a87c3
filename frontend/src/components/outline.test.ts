import { expect, it } from "vitest";
import { outline } from "./outline";

it("goes from left to right, the largest on top", () => {
  expect(outline([0, 10, 5], 102, 22)).toBe("M1.0 21.0L51.0 1.0L101.0 11.0");
});

it("leaves gaps where nothing is known", () => {
  expect(outline([1, null, 1], 102, 22)).toBe("M1.0 1.0M101.0 1.0");
});

it("draws nothing of nothing, and silence as a flat line", () => {
  expect(outline([], 102, 22)).toBe("");
  expect(outline([0, 0], 102, 22)).toBe("M1.0 21.0L101.0 21.0");
});
