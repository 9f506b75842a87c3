import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ConnectionRow } from "../../contract/events";
import { filterWords } from "./filterWords";
import { DEFAULT_VIEW, type View } from "./view";

const golden = new URL("../../../../tests/golden/connections-update.json", import.meta.url);
const [[row]] = JSON.parse(readFileSync(golden, "utf8")) as [[ConnectionRow]];
const rows = [{ ...row, lineId: 4, username: "bob", streamId: 7, streamName: "News" }];

function words(view: Partial<View>): string[] {
  return filterWords({ ...DEFAULT_VIEW, ...view }, rows);
}

it("says nothing where nothing is filtered", () => expect(words({})).toEqual([]));

it("says names for ids, and the id where the name is not among the rows", () => {
  expect(words({ filters: { lineId: "4", streamId: "7" } })).toEqual(["Line id: bob", "Stream: News"]);
  expect(words({ filters: { lineId: "5" } })).toEqual(["Line id: #5"]);
});

it("says countries, yes and no, and what is searched", () => {
  expect(words({ search: "vlc", filters: { countryCode: "DE", atRisk: "true", isp: "Telekom" } })).toEqual([
    "“vlc” in any of its texts",
    "Country: Germany",
    "ISP: Telekom",
    "At risk: yes",
  ]);
});
