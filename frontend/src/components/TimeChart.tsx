import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { type ChartLine, RATE_AND_VIEWERS } from "./chartLines";
import { chartOptions, type Hover } from "./chartOptions";
import classes from "./TimeChart.module.css";

interface TimeChartProps {
  /** times in seconds, then the values of each line */
  data: uPlot.AlignedData;
  windowS: number;
  /** what the chart shows, in words */
  label: string;
  /** bitrates and connections where absent; the same ones at each rendering */
  lines?: readonly ChartLine[];
  marksPeak?: boolean;
  heightPx?: number;
  onHover: (hover: Hover | null) => void;
}

const HEIGHT_PX = 236;

/** A chart of bitrates, and of connections; made anew for other colours or another window. */
export function TimeChart(props: TimeChartProps) {
  const scheme = useComputedColorScheme("light");
  return <Canvas key={`${scheme} ${props.windowS}`} {...props} />;
}

function Canvas(props: TimeChartProps) {
  const { data, windowS, label, lines = RATE_AND_VIEWERS, marksPeak = false, heightPx = HEIGHT_PX, onHover } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const setting = { width: element.clientWidth, height: heightPx, windowS, lines, marksPeak, onHover };
    const made = new uPlot(chartOptions(element, setting), [[], ...lines.map(() => [])], element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [windowS, lines, marksPeak, heightPx, onHover]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div ref={box} className={classes.chart} style={{ height: heightPx }} role="img" aria-label={label} />;
}
