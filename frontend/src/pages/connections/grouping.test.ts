import { expect, it } from "vitest";
import { type Grouping, groupedBy, nextGrouping, parseGrouping, setGrouping } from "./grouping";

function address(grouping: Grouping): string {
  const parameters = new URLSearchParams();
  setGrouping(parameters, grouping);
  return parameters.toString();
}

it.each<Grouping>([
  groupedBy("line"),
  { by: "stream", sort: "bytes", order: "asc" },
  { by: "country", sort: "name", order: "asc" },
  { by: "isp", sort: "name", order: "desc" },
])("survives the way into the address and back: %o", (grouping) => {
  expect(parseGrouping(new URLSearchParams(address(grouping)))).toEqual(grouping);
});

it("says only what is unusual", () => {
  expect(address(groupedBy("line"))).toBe("by=line");
  expect(address({ by: "line", sort: "name", order: "asc" })).toBe("by=line&groupSort=name");
});

it("takes no harm from an address", () => {
  expect(parseGrouping(new URLSearchParams("by=colour&groupSort=bytes"))).toBeNull();
  expect(parseGrouping(new URLSearchParams("by=line&groupSort=colour&groupOrder=up"))).toEqual(groupedBy("line"));
});

it("begins with the largest, and with A, then turns round", () => {
  const byName = nextGrouping(groupedBy("line"), "name");
  expect(byName).toEqual({ by: "line", sort: "name", order: "asc" });
  expect(nextGrouping(byName, "name").order).toBe("desc");
  expect(nextGrouping(byName, "bytes").order).toBe("desc");
});
