import { addressOf, choiceOf, pageOf, textOf } from "../../address/parameters";
import { formatView, type MapView, parseView } from "../map/view";

export const ROWS_PER_PAGE = 50;
const STEP_MS = 60_000;

/** What of the past is shown. */
export const SHOWS = ["dashboard", "connections", "map"] as const;
export type Show = (typeof SHOWS)[number];

/** Filters of who was on, by their names in the server's query. */
export const FILTERS = { lineId: "Line", streamId: "Stream", countryCode: "Country", isp: "ISP" } as const;
export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** How far the scrubber reaches back, in days. */
export const REACHES = [1, 7, 30] as const;
export type Reach = (typeof REACHES)[number];

export interface Past extends MapView {
  /** RFC 3339; empty until a moment was chosen */
  at: string;
  show: Show;
  reach: Reach;
  filters: Partial<Record<FilterName, string>>;
  page: number;
}

export function parsePast(parameters: URLSearchParams): Past {
  const moment = new Date(textOf(parameters, "at"));
  const filters: Past["filters"] = {};
  for (const name of FILTER_NAMES) {
    const value = textOf(parameters, name);
    if (value !== "" && (!name.endsWith("Id") || /^\d{1,9}$/.test(value))) filters[name] = value;
  }
  return {
    ...parseView(parameters),
    at: Number.isNaN(moment.getTime()) ? "" : moment.toISOString(),
    show: choiceOf(parameters, "show", SHOWS) ?? "dashboard",
    reach: REACHES.find((days) => String(days) === parameters.get("reach")) ?? 1,
    filters,
    page: pageOf(parameters),
  };
}

export function formatPast({ at, show, reach, filters, page, ...view }: Past): URLSearchParams {
  const parameters = addressOf({
    at,
    show: show === "dashboard" ? null : show,
    reach: reach === 1 ? null : reach,
    ...filters,
    page: page === 1 ? null : page,
  });
  for (const [name, value] of formatView(view)) parameters.set(name, value);
  return parameters;
}

/** Where those are listed who were on at that moment and to whom all this applies. */
export function listedAt(past: Past, filters: Past["filters"], search = ""): string {
  return `/past?${formatPast({ ...past, show: "connections", filters, search, page: 1 })}`;
}

/** The moment that a place on the scrubber stands for: whole minutes before `end`. */
export function momentAt(minutesBefore: number, endMs: number): string {
  return new Date(Math.floor(endMs / STEP_MS) * STEP_MS - minutesBefore * STEP_MS).toISOString();
}

/** Where a moment is on the scrubber, in minutes before its end; null where it is not on it. */
export function minutesBefore(at: string, endMs: number, longest: number): number | null {
  const minutes = Math.round((Math.floor(endMs / STEP_MS) * STEP_MS - new Date(at).getTime()) / STEP_MS);
  return minutes >= 0 && minutes <= longest ? minutes : null;
}
