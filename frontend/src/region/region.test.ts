import { expect, it } from "vitest";
import { isPseudo, isTimeZone, regionOf } from "./region";

it("takes what was chosen", () => {
  expect(regionOf({ locale: "de", timeZone: "Asia/Tokyo" }, "en-US")).toEqual({
    locale: "de",
    timeZone: "Asia/Tokyo",
    direction: "ltr",
  });
});

it("is the browser's where nothing usable was chosen", () => {
  const browsers = { locale: "fr-CH", timeZone: undefined, direction: "ltr" };
  expect(regionOf({ locale: "", timeZone: "" }, "fr-CH")).toEqual(browsers);
  expect(regionOf({ locale: "no language", timeZone: "Mars/Olympus" }, "fr-CH")).toEqual(browsers);
});

it("runs from right to left in the pseudo-locale alone", () => {
  expect(isPseudo(regionOf({ locale: "ar-XB", timeZone: "" }, "en-US"))).toBe(true);
  expect(isPseudo(regionOf({ locale: "ar", timeZone: "" }, "en-US"))).toBe(false);
});

it("knows time zones", () => {
  expect(["Europe/Berlin", "UTC", "Nowhere", ""].map(isTimeZone)).toEqual([true, true, false, false]);
});
