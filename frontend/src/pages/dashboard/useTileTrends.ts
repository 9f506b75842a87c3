import { useMemo } from "react";
import type { TileTrend } from "../../components/StatTile";
import { useLive } from "../../realtime/hooks";
import { thinned } from "./thinned";
import { useToday } from "./today";
import { useTrends } from "./trends";

const SHOWN = 60;
const SINCE_OPENED = "since this page was opened";

export interface TileTrends {
  connections: TileTrend;
  bandwidth: TileTrend;
  delivered: TileTrend;
  lines: TileTrend;
  streams: TileTrend;
  sessions: TileTrend;
  cpu: TileTrend;
}

/** How the tiles' figures came to be: what the server kept of them, or else what this page saw. */
export function useTileTrends(): TileTrends {
  const history = useLive((live) => live.history);
  const trends = useTrends();
  const { answer } = useToday();
  return useMemo(() => {
    const recent = thinned(history, SHOWN);
    const seen = (values: readonly (number | null)[]) => ({ values: thinned(values, SHOWN), label: SINCE_OPENED });
    return {
      connections: { values: recent.map(({ connections }) => connections), label: "lately" },
      bandwidth: { values: recent.map(({ bps }) => bps), label: "lately" },
      delivered: { values: (answer ?? []).map(({ bytes }) => bytes), label: "in each half hour of today" },
      lines: seen(trends.onlineLines),
      streams: seen(trends.onlineStreams),
      sessions: seen(trends.sessionsToday),
      cpu: seen(trends.cpuPercent),
    };
  }, [history, trends, answer]);
}
