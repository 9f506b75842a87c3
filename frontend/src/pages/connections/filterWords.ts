import type { ConnectionRow } from "../../contract/events";
import { countryName } from "../../format/country";
import { FILTER_NAMES, FILTERS, type FilterName, type View } from "./view";

/** What a filter's value means to people. All rows of a filtered view carry the names, so ids are shown by them. */
export function valueWord(name: FilterName, value: string, rows: readonly ConnectionRow[]): string {
  if (name === "countryCode") return countryName(value);
  if (name === "atRisk") return value === "true" ? "yes" : "no";
  if (name === "lineId") return rows.find((row) => String(row.lineId) === value)?.username ?? `#${value}`;
  if (name === "streamId") return rows.find((row) => String(row.streamId) === value)?.streamName ?? `#${value}`;
  return value;
}

/** A view's search and filters, each as people say it: "Country: Germany". */
export function filterWords({ search, filters }: View, rows: readonly ConnectionRow[]): string[] {
  const words = FILTER_NAMES.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [`${FILTERS[name]}: ${valueWord(name, value, rows)}`];
  });
  return search === "" ? words : [`“${search}” in any of its texts`, ...words];
}
