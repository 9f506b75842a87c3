import { useEffect, useMemo } from "react";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { feed } from "../../realtime/current";
import { columns } from "../../realtime/history";
import { useLive } from "../../realtime/hooks";
import { HistoryChart } from "./HistoryChart";
import classes from "./HistoryChart.module.css";
import type { Look } from "./ranges";

/** The last minutes, tick by tick. */
export function LiveHistory({ look: { range: chosen, measure } }: { look: Look }) {
  const range = useLive((live) => live.range);
  const history = useLive((live) => live.history);
  const bandwidth = useLive((live) => live.bandwidth);
  const intervalS = useLive((live) => live.dashboard?.intervalS ?? 5);
  const data = useMemo(() => columns(history, intervalS, range, measure), [history, intervalS, range, measure]);

  useEffect(() => {
    if (chosen.windowS !== range.windowS) feed.setRange({ windowS: chosen.windowS, points: chosen.points });
  }, [chosen, range]);

  const average = bitrate(bandwidth?.averageBps ?? null);
  const peak = bitrate(bandwidth?.peakBps ?? null);
  return (
    <HistoryChart
      data={data}
      windowS={range.windowS}
      usual={[bandwidth?.totalBps ?? null, history.at(-1)?.connections ?? null]}
      label={`Bandwidth now ${bitrate(bandwidth?.totalBps ?? null)}, average ${average}, peak ${peak}`}
    >
      <span className={classes.muted}>{`average ${average} · peak ${peak}`}</span>
      {bandwidth && (
        <span
          className={classes.muted}
          title={`${full(bandwidth.totalBytes)} bytes; peak at ${fullTime(bandwidth.peakAt)}`}
        >
          {bytes(bandwidth.totalBytes)} since the start
        </span>
      )}
    </HistoryChart>
  );
}
