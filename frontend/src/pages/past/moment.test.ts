import { describe, expect, it } from "vitest";
import { formatPast, minutesBefore, momentAt, parsePast } from "./moment";

const END = Date.UTC(2026, 10, 20, 21, 3, 42);

describe("the address", () => {
  it("keeps a moment", () => {
    const text = "at=2026-11-20T21%3A03%3A00.000Z&search=bob&page=2";
    expect(formatPast(parsePast(new URLSearchParams(text))).toString()).toBe(text);
  });
  it("takes nonsense for no moment", () => {
    expect(parsePast(new URLSearchParams("at=yesterday"))).toEqual({ at: "", search: "", page: 1 });
  });
});

describe("the scrubber", () => {
  it("goes by whole minutes and back", () => {
    for (const minutes of [0, 1, 1440]) expect(minutesBefore(momentAt(minutes, END), END, 1440)).toBe(minutes);
    expect(momentAt(3, END)).toBe("2026-11-20T21:00:00.000Z");
  });
  it("does not hold what is older or has not come", () => {
    expect(minutesBefore("2026-11-18T00:00:00Z", END, 1440)).toBeNull();
    expect(minutesBefore("2026-11-21T00:00:00Z", END, 1440)).toBeNull();
  });
});
