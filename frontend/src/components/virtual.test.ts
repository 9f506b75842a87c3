import { describe, expect, it } from "vitest";
import { scrollPxOf, spanOf } from "./virtual";

const extent = { count: 100_000, rowPx: 32, viewPx: 640 };

describe("spanOf", () => {
  it("draws what is in view and a few more, and leaves room for the rest", () => {
    expect(spanOf(extent, 0)).toEqual({
      top: 0,
      bottom: 20,
      first: 0,
      end: 26,
      abovePx: 0,
      belowPx: (100_000 - 26) * 32,
    });
    const middle = spanOf(extent, 32 * 5000 + 10);
    expect(middle).toMatchObject({ top: 5000, bottom: 5021, first: 4994, end: 5027, abovePx: 4994 * 32 });
    expect(middle.abovePx + (middle.end - middle.first) * 32 + middle.belowPx).toBe(100_000 * 32);
  });

  it("ends with the last row, even when the browser says more", () => {
    expect(spanOf(extent, 100_000 * 32 - 640)).toMatchObject({ bottom: 100_000, end: 100_000, belowPx: 0 });
    expect(spanOf(extent, 1e9)).toMatchObject({ bottom: 100_000, end: 100_000, belowPx: 0 });
  });

  it("holds few rows and none", () => {
    expect(spanOf({ ...extent, count: 3 }, 0)).toMatchObject({ first: 0, end: 3, abovePx: 0, belowPx: 0 });
    expect(spanOf({ ...extent, count: 0 }, 0)).toMatchObject({ first: 0, end: 0, top: 0, bottom: 0 });
  });

  it("reaches the last of more rows than a browser has pixels", () => {
    const vast = { ...extent, count: 2_000_000 };
    const tallestPx = 15_000_000;
    const last = spanOf(vast, tallestPx - 640);
    expect(last).toMatchObject({ bottom: 2_000_000, end: 2_000_000, belowPx: 0 });
    for (const scrollPx of [0, 1000, 7_000_000, tallestPx - 640]) {
      const { first, end, abovePx, belowPx } = spanOf(vast, scrollPx);
      expect(abovePx + (end - first) * 32 + belowPx).toBeCloseTo(tallestPx, 3);
    }
  });
});

it.each([0, 1, 4711, 99_980])("scrollPxOf puts row %i on top", (row) => {
  expect(spanOf(extent, scrollPxOf(extent, row)).top).toBe(row);
});
