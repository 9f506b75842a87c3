import { describe, expect, it } from "vitest";
import { compact, counted, exactPercent, full, percent, withPrefix } from "./number";

describe("compact", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1234, "1.2K"],
    [999_999, "1M"],
    [12_345_678, "12.3M"],
    [null, "–"],
  ])("%s -> %s", (value, text) => expect(compact(value)).toBe(text));
});

it("full keeps every digit", () => {
  expect(full(1_234_567)).toBe("1,234,567");
  expect(full(null)).toBe("–");
});

it("percent rounds, and unknown is not zero", () => {
  expect(percent(41.6)).toBe("42 %");
  expect(percent(0)).toBe("0 %");
  expect(percent(null)).toBe("–");
});

describe("withPrefix", () => {
  const units = ["u", "ku", "Mu"];
  it.each([
    [0, "0 u"],
    [999, "999 u"],
    [999.6, "1.0 ku"],
    [1000, "1.0 ku"],
    [9949, "9.9 ku"],
    [9951, "10 ku"],
    [999_499, "999 ku"],
    [999_500, "1.0 Mu"],
    [5_000_000_000, "5000 Mu"],
  ])("%s -> %s", (value, text) => expect(withPrefix(value, units)).toBe(text));
});

it("does not round an imperfect share up to all", () => {
  expect(exactPercent(99.999)).toBe("99.99 %");
  expect(exactPercent(100)).toBe("100 %");
  expect(exactPercent(0)).toBe("0 %");
  expect(exactPercent(null)).toBe("–");
});

it("counts things in words", () => {
  expect([0, 1, 1200].map((count) => counted(count, "device", "devices"))).toEqual([
    "0 devices",
    "1 device",
    "1,200 devices",
  ]);
});
