import { expect, it } from "vitest";
import { parseViews, renamed, type SavedView, withoutView, withView } from "./storedViews";

const risk: SavedView = { name: "At risk", address: "atRisk=true" };
const germany: SavedView = { name: "Germany", address: "countryCode=DE&density=compact" };

it("survives the way into the browser's store and back", () => {
  expect(parseViews(JSON.stringify([risk, germany]))).toEqual([risk, germany]);
});

it.each([undefined, "", "{", "null", "3", '{"name":"x"}', '[{"name":7,"address":"a"},null]'])(
  "takes no harm from %s",
  (text) => expect(parseViews(text)).toEqual([]),
);

it("adds a view, and replaces the one of its name", () => {
  const views = withView([risk], { ...germany, name: "  Germany " });
  expect(views).toEqual([risk, germany]);
  expect(withView(views, { name: "At risk", address: "atRisk=true&by=line" })).toEqual([
    { name: "At risk", address: "atRisk=true&by=line" },
    germany,
  ]);
  expect(withView(views, { name: "  ", address: "x" })).toEqual(views);
});

it("keeps the newest fifty", () => {
  let views: SavedView[] = [];
  for (let number = 0; number < 60; number += 1) views = withView(views, { name: `v${number}`, address: "" });
  expect(views).toHaveLength(50);
  expect(views.at(-1)?.name).toBe("v59");
});

it("renames and removes", () => {
  expect(renamed([risk, germany], "Germany", "DE")).toEqual([risk, { ...germany, name: "DE" }]);
  expect(renamed([risk, germany], "Germany", "At risk")).toEqual([risk, germany]);
  expect(renamed([risk], "At risk", " ")).toEqual([risk]);
  expect(withoutView([risk, germany], "At risk")).toEqual([germany]);
});
