import type { ActivityEntry } from "../contract/events";

/** Entries that only tell of viewers: they change no setting. */
const PASSING = new Set(["line.connected", "line.left", "line.refused", "line.reconnecting", "stream.restarted"]);

/** The id of the newest entry that tells of a change to these things, for example "line"; 0 while there is none. */
export function newestChange(activity: readonly ActivityEntry[], noun: string): number {
  const changed = activity.find(({ kind }) => kind.startsWith(`${noun}.`) && !PASSING.has(kind));
  return changed?.id ?? 0;
}
