import { useState } from "react";
import type { ConnectionsState } from "../../realtime/reducer";
import { Seen } from "./seen";

/** Watches the table's rows pass as long as its page is open. */
export function useSeen(connections: ConnectionsState | null): Seen {
  const [seen] = useState(() => new Seen());
  if (connections !== null) seen.add(connections.rows, connections.page.timestamp);
  return seen;
}
