import { expect, it } from "vitest";
import { DEFAULT_LOOK, parseLook, toggled } from "./look";

it("survives the way into the browser's store and back", () => {
  const chosen = toggled({ ...DEFAULT_LOOK, density: "compact" }, "isp");
  expect(parseLook(JSON.stringify(chosen))).toEqual(chosen);
});

it.each([undefined, "", "{", "null", "3", '{"hidden":7,"density":"huge"}'])("takes no harm from %s", (text) => {
  expect(parseLook(text)).toEqual(DEFAULT_LOOK);
});

it("hides a column and shows it again", () => {
  const hidden = toggled(DEFAULT_LOOK, "isp");
  expect(hidden.hidden).toEqual(["isp"]);
  expect(toggled(hidden, "isp").hidden).toEqual([]);
});
