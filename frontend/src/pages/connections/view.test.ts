import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, formatView, isFiltered, isFilterValue, nextSort, parseView, toQuery, type View } from "./view";

function parse(address: string): View {
  return parseView(new URLSearchParams(address));
}

describe("the address of a view", () => {
  it("is empty for the usual view", () => {
    expect(parse("")).toEqual(DEFAULT_VIEW);
    expect(formatView(DEFAULT_VIEW).toString()).toBe("");
  });

  it("survives the way there and back", () => {
    const view: View = {
      search: "news & more",
      filters: { countryCode: "DE", streamId: "3", username: "bob" },
      sort: "bitrateBps",
      order: "asc",
      row: 4711,
      grouping: { by: "line", sort: "bytes", order: "asc" },
      look: { hidden: ["isp", "city"], density: "compact" },
      opened: "gateway-17",
    };
    expect(parse(formatView(view).toString())).toEqual(view);
  });

  it("carries how the table looks only if told", () => {
    expect(parse("density=compact").look).toEqual({ hidden: [], density: "compact" });
    expect(formatView({ ...DEFAULT_VIEW, look: { hidden: [], density: "comfortable" } }).toString()).toBe(
      "density=comfortable",
    );
    expect(parse("density=huge&hide=isp").look).toBeNull();
  });

  it("counts rows from one", () => {
    expect(parse("row=1")).toEqual(DEFAULT_VIEW);
    expect(parse("row=100000").row).toBe(99_999);
  });

  it.each([
    "sort=password",
    "order=sideways",
    "row=0",
    "row=-1",
    "row=x",
    "row=1.5",
    "countryCode=GER",
    "streamId=0",
    "atRisk=maybe",
  ])("takes no harm from %s", (address) => expect(parse(address)).toEqual(DEFAULT_VIEW));

  it("cuts a search to what the server takes", () => {
    expect(parse(`search=${"x".repeat(300)}`).search).toHaveLength(256);
  });
});

describe("toQuery", () => {
  const window = { offset: 200, limit: 150 };

  it("asks for the rows of the window", () => {
    expect(toQuery(DEFAULT_VIEW, window)).toMatchObject(window);
  });

  it("sends what filters and nothing else", () => {
    const query = toQuery(parse("search=bob&streamId=3&countryCode=de&streamType=live&atRisk=true"), window);
    expect(query).toMatchObject({ search: "bob", streamId: 3, countryCode: "DE", streamType: "live", atRisk: true });
    expect(query).toMatchObject({ username: null, lineId: null, isp: null, ip: null, protocol: null });
  });
});

describe("isFilterValue", () => {
  it("knows what the server would refuse", () => {
    expect(isFilterValue("countryCode", "de")).toBe(true);
    expect(isFilterValue("countryCode", "d1")).toBe(false);
    expect(isFilterValue("lineId", "12")).toBe(true);
    expect(isFilterValue("lineId", "-1")).toBe(false);
    expect(isFilterValue("streamType", "radio")).toBe(false);
    expect(isFilterValue("isp", "")).toBe(false);
    expect(isFilterValue("isp", "x".repeat(257))).toBe(false);
  });
});

describe("nextSort", () => {
  it("begins with the largest of a number and with A of a word", () => {
    expect(nextSort(DEFAULT_VIEW, "bitrateBps")).toEqual({ sort: "bitrateBps", order: "desc" });
    expect(nextSort(DEFAULT_VIEW, "username")).toEqual({ sort: "username", order: "asc" });
  });

  it("turns round, then returns to newest first", () => {
    const turned = nextSort({ sort: "username", order: "asc" }, "username");
    expect(turned).toEqual({ sort: "username", order: "desc" });
    expect(nextSort(turned, "username")).toEqual({ sort: "connectedAt", order: "desc" });
  });
});

it("isFiltered", () => {
  expect(isFiltered(DEFAULT_VIEW)).toBe(false);
  expect(isFiltered(parse("search=x"))).toBe(true);
  expect(isFiltered(parse("isp=x"))).toBe(true);
  expect(isFiltered(parse("sort=isp&row=2"))).toBe(false);
});
