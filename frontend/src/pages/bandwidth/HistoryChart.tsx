import { type ReactNode, useState } from "react";
import type { Hover } from "../../components/chartOptions";
import type { Span } from "../../components/span";
import { TimeChart } from "../../components/TimeChart";
import { timeWithin } from "../../components/timeLabels";
import { compact, full } from "../../format/number";
import { bitrate } from "../../format/volume";
import type { Columns } from "../../realtime/history";
import classes from "./HistoryChart.module.css";

interface HistoryChartProps {
  data: Columns;
  windowS: number;
  /** bit/s and connections, while the pointer is elsewhere */
  usual: readonly [number | null, number | null];
  /** what the chart shows, in words */
  label: string;
  span: Span | null;
  heightPx?: number | undefined;
  onMark?: (fromS: number, toS: number) => void;
  onWhole?: () => void;
  onPick?: (atS: number) => void;
  momentS?: number;
  /** said beside it while the pointer is elsewhere */
  children: ReactNode;
}

/** Bandwidth and connections over time with the peak marked, and the figures of the moment that is pointed at. */
export function HistoryChart({ usual, children, ...chart }: HistoryChartProps) {
  const [hover, setHover] = useState<Hover | null>(null);
  const [bps = null, connections = null] = hover?.values ?? usual;
  return (
    <>
      <div className={`${classes.legend} number`}>
        <span>
          <i className={classes.key} style={{ background: "var(--accent)" }} />
          Bandwidth <b>{bitrate(bps)}</b>
        </span>
        <span>
          <i className={classes.key} style={{ background: "var(--second)" }} />
          Connections <b title={full(connections)}>{compact(connections)}</b>
        </span>
        {hover === null ? children : <span className={classes.muted}>{timeWithin(chart.windowS, hover.atS)}</span>}
      </div>
      <TimeChart {...chart} marksPeak onHover={setHover} />
    </>
  );
}
