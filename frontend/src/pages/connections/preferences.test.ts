import { expect, it } from "vitest";
import { DEFAULT_PREFERENCES, parsePreferences, toggled } from "./preferences";

it("survives the way into the browser's store and back", () => {
  const chosen = toggled({ ...DEFAULT_PREFERENCES, density: "compact" }, "isp");
  expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen);
});

it.each([undefined, "", "{", "null", "3", '{"hidden":7,"density":"huge"}'])("takes no harm from %s", (text) => {
  expect(parsePreferences(text)).toEqual(DEFAULT_PREFERENCES);
});

it("hides a column and shows it again", () => {
  const hidden = toggled(DEFAULT_PREFERENCES, "isp");
  expect(hidden.hidden).toEqual(["isp"]);
  expect(toggled(hidden, "isp").hidden).toEqual([]);
});
