import { useCallback, useEffect, useMemo } from "react";
import { listStreams } from "../../api/streams";
import { type Asked, useAnswer } from "../../api/useAnswer";
import type { StreamListQuery, StreamRead, StreamsPage } from "../../contract/rest";
import { useLive, useReloadOnChange, useWanted } from "../../realtime/hooks";
import { withHealth } from "./rows";

/** Others add and remove streams, too. */
const RELOAD_MS = 15_000;

export interface Streams extends Asked<StreamsPage> {
  rows: StreamRead[];
}

/** A page of streams: what is kept comes over HTTP, what is measured with each tick. */
export function useStreams(query: StreamListQuery): Streams {
  useWanted("stream:health");
  const load = useCallback((signal: AbortSignal) => listStreams(query, signal), [query]);
  const asked = useAnswer(load, RELOAD_MS);
  const health = useLive((live) => live.health);
  const change = useLive((live) => live.statusChange);
  const { answer, reload } = asked;
  useReloadOnChange("stream", reload);
  const rows = useMemo(() => (answer?.items ?? []).map((stream) => withHealth(stream, health)), [answer, health]);

  // A change moves streams into the filter and out of it.
  useEffect(() => {
    if (change !== null && query.status !== null) reload();
  }, [change, query.status, reload]);

  return { ...asked, rows };
}
