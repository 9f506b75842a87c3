import { useMemo } from "react";
import { full } from "../../format/number";
import { dateTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { columns, type Measure } from "../../realtime/history";
import { useLive } from "../../realtime/hooks";
import { HistoryChart } from "./HistoryChart";
import classes from "./HistoryChart.module.css";
import type { Stored } from "./useStored";

interface StoredHistoryProps {
  stored: Stored;
  measure: Measure;
  heightPx?: number | undefined;
  onMark: (fromS: number, toS: number) => void;
  onWhole: () => void;
}

/** A window of the stored past. */
export function StoredHistory({ stored: { shown, found }, measure, ...chart }: StoredHistoryProps) {
  const { history, stepS, totalBytes, averageBps, peakBps, peakAt } = found;
  const data = useMemo(() => columns(history, stepS ?? 0, shown, measure), [history, stepS, shown, measure]);
  const bps = useLive((live) => live.bandwidth?.totalBps ?? null);
  const connections = useLive((live) => live.dashboard?.activeConnections ?? null);
  const peak = `peak ${bitrate(peakBps)}${peakAt === null ? "" : `, ${dateTime(peakAt)}`}`;
  return (
    <HistoryChart
      {...chart}
      data={data}
      windowS={shown.windowS}
      span={shown.span}
      usual={shown.span === null ? [bps, connections] : [averageBps, null]}
      label={`Bandwidth, ${shown.label}: average ${bitrate(averageBps)}, ${peak}`}
    >
      <span className={classes.muted}>{`average ${bitrate(averageBps)} · ${peak}`}</span>
      <span className={classes.muted} title={`${full(totalBytes)} bytes`}>
        {bytes(totalBytes)}
      </span>
    </HistoryChart>
  );
}
