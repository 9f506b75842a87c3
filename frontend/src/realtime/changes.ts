import type { ActivityEntry } from "../contract/events";

/** Entries that only tell of viewers: they change no setting. */
const PASSING = new Set(["line.connected", "line.left", "line.refused", "line.reconnecting", "stream.restarted"]);

/** Whether an entry can wait a moment for others: it tells of a viewer, of whom thousands may come and go at once. */
export function isPassing({ kind }: ActivityEntry): boolean {
  return PASSING.has(kind);
}

/** The id of the newest entry that tells of a change to these things, for example "line"; 0 while there is none. */
export function newestChange(activity: readonly ActivityEntry[], noun: string): number {
  const changed = activity.find((entry) => entry.kind.startsWith(`${noun}.`) && !isPassing(entry));
  return changed?.id ?? 0;
}
