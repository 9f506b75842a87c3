import { useCallback, useEffect, useMemo } from "react";
import { readConnection } from "../../api/connections";
import { useAnswer } from "../../api/useAnswer";
import type { ConnectionRow } from "../../contract/events";
import { useLive } from "../../realtime/hooks";
import { monotonicMs } from "../../realtime/now";
import type { ConnectionsState } from "../../realtime/reducer";

export interface ConnectionSeen {
  /** as last seen; null before it was, or where it never was */
  row: ConnectionRow | null;
  /** local clock, milliseconds */
  receivedAtMs: number;
  /** `failed`: nobody could tell */
  state: "here" | "asking" | "ended" | "failed";
}

const NO_ROW = Promise.resolve(null);
const NOT_FOUND = 404;

/** One connection, wherever it is: of the rows shown, or else asked for by itself at every tick until it has ended. */
export function useConnection(id: string, connections: ConnectionsState | null): ConnectionSeen {
  const shown = connections?.rows.find((row) => row.id === id) ?? null;
  const isShown = shown !== null;
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => (isShown ? NO_ROW : readConnection(id, signal)), [id, isShown]),
  );
  const { answer, problem, reload } = asked;
  const ended = problem?.status === NOT_FOUND;
  const seq = useLive((live) => live.seq);
  useEffect(() => {
    if (seq !== null && !isShown && !ended) reload();
  }, [seq, isShown, ended, reload]);
  const answeredAtMs = useMemo(() => (answer === null ? 0 : monotonicMs()), [answer]);

  if (shown !== null) return { row: shown, receivedAtMs: connections?.receivedAtMs ?? 0, state: "here" };
  if (ended) return { row: answer, receivedAtMs: answeredAtMs, state: "ended" };
  if (problem !== null) return { row: answer, receivedAtMs: answeredAtMs, state: "failed" };
  return { row: answer, receivedAtMs: answeredAtMs, state: answer === null ? "asking" : "here" };
}
