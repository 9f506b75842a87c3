import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { type ChartLine, RATE_AND_VIEWERS } from "./chartLines";
import { chartOptions, type Hover } from "./chartOptions";
import type { Span } from "./span";
import classes from "./TimeChart.module.css";

interface TimeChartProps {
  /** times in seconds, then the values of each line */
  data: uPlot.AlignedData;
  windowS: number;
  /** what the chart shows, in words */
  label: string;
  /** bitrates and connections where absent; the same ones at each rendering, as are all functions */
  lines?: readonly ChartLine[];
  marksPeak?: boolean;
  heightPx?: number | undefined;
  onHover: (hover: Hover | null) => void;
  /** what is shown, where it is not the window that ends with the newest value */
  span?: Span | null;
  /** makes stretches of the chart markable by dragging */
  onMark?: ((fromS: number, toS: number) => void) | null;
  /** a double click */
  onWhole?: (() => void) | null;
  /** a click on a moment */
  onPick?: ((atS: number) => void) | null;
  /** a moment that is marked */
  momentS?: number | null;
}

const HEIGHT_PX = 236;

/** A chart of bitrates, and of connections; made anew for other colours or another window. */
export function TimeChart(props: TimeChartProps) {
  const scheme = useComputedColorScheme("light");
  return <Canvas key={`${scheme} ${props.windowS}`} {...props} />;
}

function Canvas(props: TimeChartProps) {
  const { data, windowS, label, lines = RATE_AND_VIEWERS, marksPeak = false, heightPx = HEIGHT_PX, onHover } = props;
  const { span = null, onMark = null, onWhole = null, onPick = null, momentS = null } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef(data);
  newest.current = data;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = () => ({ width: element.clientWidth, height: heightPx });
    const setting = { ...size(), windowS, lines, marksPeak, onHover, span, onMark, onWhole, onPick, momentS };
    const made = new uPlot(chartOptions(element, setting), newest.current, element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [windowS, lines, marksPeak, heightPx, onHover, span, onMark, onWhole, onPick, momentS]);

  useEffect(() => {
    if (chart.current && chart.current.data !== data) chart.current.setData(data);
  }, [data]);

  return <div ref={box} className={classes.chart} style={{ height: heightPx }} role="img" aria-label={label} />;
}
