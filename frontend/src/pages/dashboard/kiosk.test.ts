import { expect, it } from "vitest";
import { parseLook } from "../bandwidth/ranges";
import { addressOfDashboard, formatKiosk, isKiosk } from "./kiosk";

it("is asked for in the address, which keeps what is looked at", () => {
  const asked = new URLSearchParams("kiosk=1&range=86400");
  expect(isKiosk(asked)).toBe(true);
  expect(addressOfDashboard(formatKiosk(parseLook(asked)))).toBe("/?range=86400&kiosk=1");
});

it("is not asked for otherwise", () => {
  expect(["", "kiosk=0", "range=900"].map((text) => isKiosk(new URLSearchParams(text)))).toEqual([false, false, false]);
  expect(isKiosk(new URLSearchParams("kiosk"))).toBe(true);
  expect(addressOfDashboard(new URLSearchParams())).toBe("/");
});
