import { expect, it } from "vitest";
import { cityKey, cityText, countryText } from "./telling";

const france = { countryCode: "FR", country: "France", connections: 3, bandwidthBps: 4_000_000 };
const lyon = { city: "Lyon", countryCode: "FR", latitude: 45.7, longitude: 4.8, connections: 1 };

it("says how many watch from a country, their share and what they take", () => {
  expect(countryText(france, 12)).toBe("France: 3 connections (25 %), 4.0 Mbit/s");
  expect(countryText({ ...france, country: null, bandwidthBps: null }, 0)).toBe("FR: 3 connections");
});

it("says how many watch from a city, and tells cities of one name apart", () => {
  expect(cityText(lyon)).toBe("Lyon, FR: 1 connection");
  expect(cityText({ ...lyon, countryCode: null })).toBe("Lyon: 1 connection");
  expect(cityKey(lyon)).not.toBe(cityKey({ ...lyon, latitude: 43 }));
});
