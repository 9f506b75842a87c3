import { useCallback, useEffect, useState } from "react";
import { setStanding } from "../operator";
import { ApiError } from "./http";

/** What was asked over HTTP: the last answer stays while a newer one is awaited or cannot be had. */
export interface Asked<T> {
  answer: T | null;
  /** why the newest attempt failed */
  problem: ApiError | null;
  pending: boolean;
  reload: () => void;
}

interface Known<T> {
  load: unknown;
  /** how often `load` was asked again */
  round: number;
  answer: T | null;
  problem: ApiError | null;
  pending: boolean;
}

/** Asks once per `load` (memoise it), on `reload`, and every `everyMs` while the page can be seen. */
export function useAnswer<T>(load: (signal: AbortSignal) => Promise<T>, everyMs?: number): Asked<T> {
  const [known, setKnown] = useState<Known<T>>({ load, round: 0, answer: null, problem: null, pending: true });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    const asking = new AbortController();
    setKnown((before) => ({ ...before, load, round, pending: true }));
    load(asking.signal).then(
      (answer) => {
        if (!asking.signal.aborted) setKnown({ load, round, answer, problem: null, pending: false });
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 401) setStanding({ state: "out" });
        setKnown((before) => ({ ...before, problem: error, pending: false }));
      },
    );
    return () => asking.abort();
  }, [load, round]);

  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);

  return { answer: known.answer, problem: known.problem, pending: known.pending, reload };
}
