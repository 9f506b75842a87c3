import { describe, expect, it } from "vitest";
import { formatPast, listedAt, minutesBefore, momentAt, parsePast } from "./moment";

const END = Date.UTC(2026, 10, 20, 21, 3, 42);
const AT = "at=2026-11-20T21%3A03%3A00.000Z";
const parse = (text: string) => parsePast(new URLSearchParams(text));

describe("the address", () => {
  it("keeps a moment and what is shown of it", () => {
    for (const text of [
      AT,
      `${AT}&show=map&measure=bandwidth&region=Europe`,
      `${AT}&show=connections&reach=7&streamId=4&isp=BT&page=2&search=bob`,
    ]) {
      expect(formatPast(parse(text)).toString()).toBe(text);
    }
  });
  it("takes nonsense for no moment", () => {
    expect(parse("at=yesterday&show=love&reach=2&lineId=x")).toEqual({
      at: "",
      show: "dashboard",
      reach: 1,
      filters: {},
      search: "",
      page: 1,
      measure: "connections",
      region: null,
    });
  });
  it("leads to who was on", () => {
    expect(listedAt(parse(`${AT}&search=bob&page=3`), { countryCode: "FR" }, "Lyon")).toBe(
      `/past?${AT}&show=connections&countryCode=FR&search=Lyon`,
    );
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
