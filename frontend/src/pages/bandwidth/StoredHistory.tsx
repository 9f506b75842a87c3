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
}

/** A window of the stored past. */
export function StoredHistory({ stored: { range, found }, measure }: StoredHistoryProps) {
  const { history, stepS, totalBytes, averageBps, peakBps, peakAt } = found;
  const data = useMemo(() => columns(history, stepS ?? 0, range, measure), [history, stepS, range, measure]);
  const bps = useLive((live) => live.bandwidth?.totalBps ?? null);
  const connections = useLive((live) => live.dashboard?.activeConnections ?? null);
  const peak = `peak ${bitrate(peakBps)}${peakAt === null ? "" : `, ${dateTime(peakAt)}`}`;
  return (
    <HistoryChart
      data={data}
      windowS={range.windowS}
      usual={[bps, connections]}
      label={`Bandwidth of ${range.label}: average ${bitrate(averageBps)}, ${peak}`}
    >
      <span className={classes.muted}>{`average ${bitrate(averageBps)} · ${peak}`}</span>
      <span className={classes.muted} title={`${full(totalBytes)} bytes`}>
        {bytes(totalBytes)} in {range.label}
      </span>
    </HistoryChart>
  );
}
