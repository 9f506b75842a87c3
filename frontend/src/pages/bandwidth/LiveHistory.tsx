import { useEffect, useMemo } from "react";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { feed } from "../../realtime/current";
import { columns } from "../../realtime/history";
import { useLive } from "../../realtime/hooks";
import { HistoryChart } from "./HistoryChart";
import classes from "./HistoryChart.module.css";
import { type Look, TICKS } from "./ranges";
import { figuresOf, within } from "./ticks";

interface LiveHistoryProps {
  look: Look;
  heightPx?: number | undefined;
  onMark: (fromS: number, toS: number) => void;
  onWhole: () => void;
}

/** The last minutes, tick by tick: all of them as they come, or those that were marked. */
export function LiveHistory({ look: { range: chosen, span, measure }, ...chart }: LiveHistoryProps) {
  const range = useLive((live) => live.range);
  const history = useLive((live) => live.history);
  const bandwidth = useLive((live) => live.bandwidth);
  const intervalS = useLive((live) => live.dashboard?.intervalS ?? 5);
  const wanted = span === null ? chosen : TICKS;
  const points = useMemo(() => (span === null ? history : within(history, span)), [history, span]);
  const data = useMemo(() => columns(points, intervalS, range, measure), [points, intervalS, range, measure]);

  useEffect(() => {
    if (wanted.windowS !== range.windowS) feed.setRange({ windowS: wanted.windowS, points: wanted.points });
  }, [wanted, range]);

  const figures = span === null ? null : figuresOf(points);
  const now = bandwidth?.totalBps ?? null;
  const average = bitrate(figures ? figures.averageBps : (bandwidth?.averageBps ?? null));
  const peak = bitrate(figures ? figures.peakBps : (bandwidth?.peakBps ?? null));
  return (
    <HistoryChart
      {...chart}
      data={data}
      windowS={span === null ? range.windowS : span.toS - span.fromS}
      span={span}
      usual={figures ? [figures.averageBps, figures.connections] : [now, history.at(-1)?.connections ?? null]}
      label={`Bandwidth now ${bitrate(now)}, average ${average}, peak ${peak}`}
    >
      <span className={classes.muted}>{`average ${average} · peak ${peak}`}</span>
      {bandwidth && span === null && (
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
