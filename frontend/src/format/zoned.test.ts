import { expect, it } from "vitest";
import { fromField, toField } from "./zoned";

it.each([
  ["2026-07-01T10:00:00.000Z", "Europe/Berlin", "2026-07-01T12:00"],
  ["2026-01-01T10:00:00.000Z", "Europe/Berlin", "2026-01-01T11:00"],
  ["2026-01-01T02:00:00.000Z", "America/New_York", "2025-12-31T21:00"],
  ["2026-01-01T00:00:00.000Z", "Asia/Kathmandu", "2026-01-01T05:45"],
])("%s in %s is %s, there and back", (timestamp, timeZone, field) => {
  expect(toField(timestamp, timeZone)).toBe(field);
  expect(fromField(field, timeZone)).toBe(timestamp);
});

it("takes the first of a time that comes twice, and goes on from one that never comes", () => {
  expect(fromField("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(fromField("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
});

it("keeps seconds out of a field and takes one that has them", () => {
  expect(fromField("2026-01-01T11:00:30", "Europe/Berlin")).toBe("2026-01-01T10:00:30.000Z");
});
