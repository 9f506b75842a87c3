import { describe, expect, it } from "vitest";
import { clockTime, dateTime, duration, fullTime, hourMinute, milliseconds, momentsIn } from "./time";

describe("duration", () => {
  it.each([
    [0, "0s"],
    [59.9, "59s"],
    [60, "1m 00s"],
    [200, "3m 20s"],
    [7500, "2h 05m"],
    [273_600, "3d 04h"],
    [-3, "0s"],
    [null, "–"],
  ])("%s -> %s", (seconds, text) => expect(duration(seconds)).toBe(text));
});

it("times are shown in the local zone", () => {
  const noon = new Date(2026, 0, 31, 12, 4, 5).toISOString();
  expect(clockTime(noon)).toBe("12:04:05");
  expect(hourMinute(noon)).toBe("12:04");
  expect(fullTime(noon)).toContain("31 Jan 2026");
  expect(clockTime(null)).toBe("–");
});

it("keeps short times in milliseconds", () => {
  expect(milliseconds(18.4)).toBe("18 ms");
  expect(milliseconds(999.6)).toBe("1.0 s");
  expect(milliseconds(1240)).toBe("1.2 s");
  expect(milliseconds(null)).toBe("–");
});

it("keeps a day and a time short", () => {
  expect(dateTime("2026-11-20T14:03:22.000Z")).toMatch(/^\d+ Nov 26, \d\d:03$/);
  expect(dateTime(null)).toBe("–");
});

it("writes moments as a region does, in its zone, with clocks of 24 hours", () => {
  const evening = "2026-11-20T22:03:22.000Z";
  const tokyo = momentsIn({ locale: "de", timeZone: "Asia/Tokyo" });
  expect(tokyo.second(evening)).toBe("07:03:22");
  expect(tokyo.full(evening)).toContain("21.11.2026");
  expect(momentsIn({ locale: "en-US", timeZone: "UTC" }).minute(evening)).toBe("22:03");
});
