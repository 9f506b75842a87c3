import { choiceOf } from "../../address/parameters";
import type { GroupsQuery } from "../../contract/events";

export type GroupSort = NonNullable<GroupsQuery["sort"]>;
export type GroupBy = (typeof GROUPINGS)[number];

export const GROUPINGS = ["line", "stream", "country", "isp"] as const;

/** The filter that shows a group's connections. */
export const GROUP_FILTERS = {
  line: "lineId",
  stream: "streamId",
  country: "countryCode",
  isp: "isp",
} as const;

export const GROUP_WORDS: Record<GroupBy, string> = { line: "Line", stream: "Stream", country: "Country", isp: "ISP" };
export const GROUP_NOUNS: Record<GroupBy, string> = { line: "line", stream: "stream", country: "country", isp: "ISP" };

export interface Grouping {
  by: GroupBy;
  sort: GroupSort;
  order: "asc" | "desc";
}

const SORTS: readonly GroupSort[] = ["connections", "bandwidthBps", "bytes", "name"];

/** Largest first, but names from A. */
function usualOrder(sort: GroupSort): Grouping["order"] {
  return sort === "name" ? "asc" : "desc";
}

export function groupedBy(by: GroupBy): Grouping {
  return { by, sort: "connections", order: "desc" };
}

export function parseGrouping(parameters: URLSearchParams): Grouping | null {
  const by = choiceOf(parameters, "by", GROUPINGS);
  if (by === null) return null;
  const sort = choiceOf(parameters, "groupSort", SORTS) ?? "connections";
  return { by, sort, order: choiceOf(parameters, "groupOrder", ["asc", "desc"] as const) ?? usualOrder(sort) };
}

export function setGrouping(parameters: URLSearchParams, { by, sort, order }: Grouping): void {
  parameters.set("by", by);
  if (sort !== "connections") parameters.set("groupSort", sort);
  if (order !== usualOrder(sort)) parameters.set("groupOrder", order);
}

/** What a click on a head leads to: its usual order, then the other one. */
export function nextGrouping(grouping: Grouping, clicked: string): Grouping {
  const sort = SORTS.find((known) => known === clicked) ?? grouping.sort;
  if (sort !== grouping.sort) return { ...grouping, sort, order: usualOrder(sort) };
  return { ...grouping, order: grouping.order === "asc" ? "desc" : "asc" };
}
