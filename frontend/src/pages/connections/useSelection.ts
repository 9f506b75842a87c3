import { useCallback, useMemo, useState } from "react";
import type { ConnectionRow } from "../../contract/events";

export interface Selection {
  rows: ConnectionRow[];
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** Which rows of the page are ticked; one that is no longer there is not. */
export function useSelection(shown: readonly ConnectionRow[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => shown.filter((row) => ticked.has(row.id)), [shown, ticked]);
  const ids = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  const toggle = useCallback((id: string) => {
    setTicked((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const all = rows.length === shown.length;
  return {
    rows,
    ids,
    toggle,
    toggleAll: () => setTicked(all ? new Set() : new Set(shown.map((row) => row.id))),
    clear: () => setTicked(new Set()),
  };
}
