import { useCallback, useMemo } from "react";
import { readTrends } from "../../api/streams";
import { useAnswer } from "../../api/useAnswer";
import type { StreamRead, StreamTrend, StreamTrends } from "../../contract/rest";

const RELOAD_MS = 30_000;

/** The last hour of each stream of the page, by stream. */
export function useTrends(rows: readonly StreamRead[]): ReadonlyMap<number, StreamTrend> {
  const ids = rows.map((row) => row.id).join(",");
  const load = useCallback(
    async (signal: AbortSignal): Promise<StreamTrends | null> =>
      ids === "" ? null : readTrends(ids.split(",").map(Number), signal),
    [ids],
  );
  const { answer } = useAnswer(load, RELOAD_MS);
  return useMemo(() => new Map((answer?.streams ?? []).map((trend) => [trend.streamId, trend])), [answer]);
}
