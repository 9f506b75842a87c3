import { expect, it } from "vitest";
import { exportAddress } from "./connections";

it("exports everything that matches, not a page of it", () => {
  expect(exportAddress({ search: "bob", countryCode: "DE", lineId: null, offset: 100, limit: 100 }, "ndjson")).toBe(
    "/api/v1/connections/export?search=bob&countryCode=DE&format=ndjson",
  );
});
