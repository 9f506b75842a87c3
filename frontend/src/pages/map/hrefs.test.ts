import { expect, it } from "vitest";
import { connectionsFrom } from "./hrefs";

it("leads to the connections of a country, and of a city in it", () => {
  expect(connectionsFrom("FR", null)).toBe("/connections?countryCode=FR");
  expect(connectionsFrom("BR", "São Paulo")).toBe("/connections?countryCode=BR&search=S%C3%A3o+Paulo");
  expect(connectionsFrom(null, "Lyon")).toBe("/connections?search=Lyon");
});
