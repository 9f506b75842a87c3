import { describe, expect, it } from "vitest";
import { limits, radius, SHADES, shade } from "./scale";

describe("shade", () => {
  it("has none for nothing and for what is unknown", () => {
    expect([shade(0, 10), shade(null, 10), shade(5, 0)]).toEqual([0, 0, 0]);
  });
  it("grows with the logarithm up to the largest", () => {
    expect(shade(1, 1)).toBe(SHADES);
    expect(shade(100_000, 100_000)).toBe(SHADES);
    expect(shade(1, 100_000)).toBe(1);
    const shades = [1, 10, 100, 1000, 10_000, 100_000].map((value) => shade(value, 100_000));
    expect([...shades].sort((a, b) => a - b)).toEqual(shades);
  });
});

describe("radius", () => {
  it("is largest for the most and never nothing for some", () => {
    expect(radius(100, 100)).toBe(10);
    expect(radius(1, 100)).toBeGreaterThan(2);
    expect(radius(1, 0)).toBe(0);
    expect(radius(1, 1)).toBeLessThan(radius(10, 10));
  });
});

describe("limits", () => {
  it("are the largest values of their shades", () => {
    for (const largest of [1, 7, 30, 100_000]) {
      const all = limits(largest);
      expect(all).toHaveLength(SHADES);
      expect(all.at(-1)).toBe(largest);
      all.forEach((limit, place) => {
        if (limit > (all[place - 1] ?? 0)) expect(shade(limit, largest)).toBe(place + 1);
      });
    }
  });
  it("are none where there is nothing", () => {
    expect(limits(0)).toEqual([]);
  });
});
