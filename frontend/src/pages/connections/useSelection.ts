import { useCallback, useMemo, useState } from "react";
import type { ConnectionRow } from "../../contract/events";

export interface Selection {
  /** as last seen; they stay ticked when they are scrolled away */
  rows: readonly ConnectionRow[];
  ids: ReadonlySet<string>;
  toggle: (row: ConnectionRow) => void;
  /** ticks all of these, or takes the ticks off if all have one */
  toggleAll: (rows: readonly ConnectionRow[]) => void;
  clear: () => void;
}

const NONE: ReadonlyMap<string, ConnectionRow> = new Map();

/** Which rows are ticked. */
export function useSelection(): Selection {
  const [ticked, setTicked] = useState(NONE);
  const toggle = useCallback((row: ConnectionRow) => {
    setTicked((known) => {
      const next = new Map(known);
      if (!next.delete(row.id)) next.set(row.id, row);
      return next;
    });
  }, []);
  const toggleAll = useCallback((rows: readonly ConnectionRow[]) => {
    setTicked((known) => {
      const next = new Map(known);
      const all = rows.every(({ id }) => known.has(id));
      for (const row of rows) {
        if (all) next.delete(row.id);
        else next.set(row.id, row);
      }
      return next;
    });
  }, []);
  const clear = useCallback(() => setTicked(NONE), []);
  return useMemo(
    () => ({ rows: [...ticked.values()], ids: new Set(ticked.keys()), toggle, toggleAll, clear }),
    [ticked, toggle, toggleAll, clear],
  );
}
