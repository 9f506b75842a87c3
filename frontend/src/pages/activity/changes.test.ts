import { expect, it } from "vitest";
import { describeChanges } from "./changes";

it("says from what to what, field by field", () => {
  expect(
    describeChanges([
      { field: "enabled", before: true, after: false },
      { field: "name", before: null, after: "News" },
      { field: "bouquetIds", before: [1, 2], after: [] },
    ]),
  ).toBe("enabled: true → false; name: nothing → News; bouquetIds: 1, 2 → nothing");
  expect(describeChanges([])).toBe("");
});
