import { expect, it } from "vitest";
import { reaches, windowAround } from "./window";

it("the first window is the usual page", () => {
  expect(windowAround(0, 20)).toEqual({ offset: 0, limit: 100 });
  expect(windowAround(0, 0)).toEqual({ offset: 0, limit: 100 });
});

it.each([
  [1000, 1040],
  [26, 90],
  [99_980, 100_000],
])("a window around %i to %i has room on both sides and stays small", (top, bottom) => {
  const window = windowAround(top, bottom);
  expect(window.offset).toBeLessThanOrEqual(top - 25);
  expect(window.offset + window.limit).toBeGreaterThanOrEqual(bottom + 25);
  expect(window.limit).toBeLessThanOrEqual(200);
  expect(reaches(window, top, bottom, 100_000)).toBe(true);
});

it("neighbours share a window", () => {
  expect(windowAround(1030, 1060)).toEqual(windowAround(1045, 1075));
});

it("another window is wanted before the rows run out, but not at the ends of the list", () => {
  const window = { offset: 100, limit: 100 };
  expect(reaches(window, 105, 195, 1000)).toBe(true);
  expect(reaches(window, 104, 130, 1000)).toBe(false);
  expect(reaches(window, 150, 196, 1000)).toBe(false);
  expect(reaches(window, 150, 198, 198)).toBe(true);
  expect(reaches({ offset: 0, limit: 100 }, 0, 20, 1000)).toBe(true);
});
