import { expect, it } from "vitest";
import { isTimeZone } from "../region/region";
import { LOCALES, localeName, timeZones } from "./locales";

it("offers locales that there are, each with a name of its own", () => {
  const known = new Set(Intl.NumberFormat.supportedLocalesOf([...LOCALES]));
  expect(LOCALES.filter((locale) => !known.has(locale))).toEqual([]);
  expect(new Set(LOCALES.map(localeName)).size).toBe(LOCALES.length);
  expect(localeName("de-AT")).toBe("Austrian German");
});

it("offers time zones that there are, each once", () => {
  expect(timeZones().filter((zone) => !isTimeZone(zone))).toEqual([]);
  expect(timeZones().filter((zone) => zone === "UTC")).toHaveLength(1);
});
