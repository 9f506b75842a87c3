import type { ActivityEntry } from "../../contract/events";
import { type ActivityFilter, isNarrowed } from "./filter";

/** What arrived since the page was read goes before it, where nothing narrows the page. */
export function withLive(
  read: readonly ActivityEntry[],
  live: readonly ActivityEntry[],
  filter: ActivityFilter,
): ActivityEntry[] {
  if (isNarrowed(filter)) return [...read];
  const newest = read[0]?.id ?? 0;
  return [...live.filter(({ id }) => id > newest), ...read];
}
