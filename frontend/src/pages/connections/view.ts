import { LONGEST_TEXT, textOf } from "../../address/parameters";
import type { ConnectionsQuery } from "../../contract/events";
import type { ConnectionsFilter } from "../../contract/rest";
import { type Grouping, parseGrouping, setGrouping } from "./grouping";
import { type Look, lookOf, setLook } from "./look";
import type { RowWindow } from "./window";

export type Sort = NonNullable<ConnectionsQuery["sort"]>;
export type Order = NonNullable<ConnectionsQuery["order"]>;

/** The filters a person may set; the names are those of the server's query and of the page's address. */
export const FILTERS = {
  username: "Line",
  lineId: "Line id",
  streamId: "Stream",
  streamType: "Type",
  protocol: "Protocol",
  countryCode: "Country",
  isp: "ISP",
  collector: "Collector",
  ip: "Address",
  atRisk: "At risk",
} as const;
export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

export interface View {
  search: string;
  filters: Partial<Record<FilterName, string>>;
  sort: Sort;
  order: Order;
  /** the one on top of the table, counted from 0; the address counts from 1 */
  row: number;
  /** null: every connection by itself */
  grouping: Grouping | null;
  /** of a link that carries one; null: as this browser likes the table */
  look: Look | null;
  /** the connection whose details are shown */
  opened: string | null;
}

export const DEFAULT_VIEW: View = {
  search: "",
  filters: {},
  sort: "connectedAt",
  order: "desc",
  row: 0,
  grouping: null,
  look: null,
  opened: null,
};

const SORTS: ReadonlySet<string> = new Set<Sort>([
  "username",
  "streamName",
  "streamType",
  "protocol",
  "ip",
  "country",
  "city",
  "isp",
  "asn",
  "userAgent",
  "connectedAt",
  "duration",
  "bytesTransferred",
  "bitrateBps",
  "collector",
  "atRisk",
  "cause",
]);
const STREAM_TYPES: ReadonlySet<string> = new Set(["live", "movie", "series"]);

function isSort(name: string): name is Sort {
  return SORTS.has(name);
}

/** Whether the server would take this value, so that a mistyped address does not become an error. */
export function isFilterValue(name: FilterName, value: string): boolean {
  if (value === "" || value.length > LONGEST_TEXT) return false;
  if (name === "countryCode") return /^[A-Za-z]{2}$/.test(value);
  if (name === "streamType") return STREAM_TYPES.has(value);
  if (name === "atRisk") return value === "true" || value === "false";
  if (name === "lineId" || name === "streamId") return /^[1-9]\d{0,14}$/.test(value);
  return true;
}

function rowOf(parameters: URLSearchParams): number {
  const row = Number(parameters.get("row") ?? 1);
  return Number.isInteger(row) && row > 0 && row < 1e9 ? row - 1 : 0;
}

export function parseView(parameters: URLSearchParams): View {
  const sort = parameters.get("sort") ?? "";
  const filters: View["filters"] = {};
  for (const name of FILTER_NAMES) {
    const value = parameters.get(name) ?? "";
    if (isFilterValue(name, value)) filters[name] = value;
  }
  return {
    search: textOf(parameters, "search"),
    filters,
    sort: isSort(sort) ? sort : DEFAULT_VIEW.sort,
    order: parameters.get("order") === "asc" ? "asc" : "desc",
    row: rowOf(parameters),
    grouping: parseGrouping(parameters),
    look: lookOf(parameters),
    opened: textOf(parameters, "connection") || null,
  };
}

/** The address of a view; what is as usual is left out. */
export function formatView(view: View): URLSearchParams {
  const parameters = new URLSearchParams();
  if (view.search) parameters.set("search", view.search);
  for (const name of FILTER_NAMES) {
    const value = view.filters[name];
    if (value !== undefined) parameters.set(name, value);
  }
  if (view.sort !== DEFAULT_VIEW.sort) parameters.set("sort", view.sort);
  if (view.order !== DEFAULT_VIEW.order) parameters.set("order", view.order);
  if (view.row > 0) parameters.set("row", String(view.row + 1));
  if (view.grouping !== null) setGrouping(parameters, view.grouping);
  if (view.look !== null) setLook(parameters, view.look);
  if (view.opened !== null) parameters.set("connection", view.opened);
  return parameters;
}

function streamType(value: string | undefined): ConnectionsQuery["streamType"] {
  return value === "live" || value === "movie" || value === "series" ? value : null;
}

function whole(value: string | undefined): number | null {
  return value === undefined ? null : Number(value);
}

/** What a view leaves out, as the server is asked. */
export function toFilter({ search, filters }: View): ConnectionsFilter {
  return {
    search: search || null,
    username: filters.username ?? null,
    lineId: whole(filters.lineId),
    streamId: whole(filters.streamId),
    streamType: streamType(filters.streamType),
    protocol: filters.protocol ?? null,
    countryCode: filters.countryCode?.toUpperCase() ?? null,
    isp: filters.isp ?? null,
    collector: filters.collector ?? null,
    ip: filters.ip ?? null,
    atRisk: filters.atRisk === undefined ? null : filters.atRisk === "true",
  };
}

/** What the server is asked for a view, or for some of its rows. */
export function toQuery(view: View, window?: RowWindow): ConnectionsQuery {
  return { ...toFilter(view), sort: view.sort, order: view.order, ...window };
}

const LARGEST_FIRST: ReadonlySet<Sort> = new Set<Sort>(["duration", "bytesTransferred", "bitrateBps"]);

/** What a click on a header leads to: its usual direction, then the other one, then newest first again. */
export function nextSort(view: Pick<View, "sort" | "order">, clicked: Sort): Pick<View, "sort" | "order"> {
  const usual = LARGEST_FIRST.has(clicked) ? "desc" : "asc";
  if (view.sort !== clicked) return { sort: clicked, order: usual };
  if (view.order === usual) return { sort: clicked, order: usual === "asc" ? "desc" : "asc" };
  return { sort: DEFAULT_VIEW.sort, order: DEFAULT_VIEW.order };
}

export function isFiltered(view: View): boolean {
  return view.search !== "" || Object.keys(view.filters).length > 0;
}
