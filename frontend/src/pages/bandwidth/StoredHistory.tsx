import { useMemo } from "react";
import type { BandwidthUpdate } from "../../contract/events";
import { full } from "../../format/number";
import { dateTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { columns } from "../../realtime/history";
import { useLive } from "../../realtime/hooks";
import { HistoryChart } from "./HistoryChart";
import classes from "./HistoryChart.module.css";
import type { Look } from "./ranges";

interface StoredHistoryProps {
  look: Look;
  answer: BandwidthUpdate;
}

/** A window of the stored past. */
export function StoredHistory({ look: { range, measure }, answer }: StoredHistoryProps) {
  const { history, stepS, totalBytes, averageBps, peakBps, peakAt } = answer;
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
