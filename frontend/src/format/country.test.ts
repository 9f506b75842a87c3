import { expect, it } from "vitest";
import { countryName } from "./country";

it("names a country and leaves what is none alone", () => {
  expect(countryName("de")).toBe("Germany");
  expect(countryName("?!")).toBe("?!");
});
