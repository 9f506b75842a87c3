import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import type { Columns } from "../realtime/history";
import { chartOptions, type Hover } from "./chartOptions";
import classes from "./TimeChart.module.css";

interface TimeChartProps {
  data: Columns;
  windowS: number;
  /** what the chart shows, in words */
  label: string;
  onHover: (hover: Hover | null) => void;
}

const HEIGHT_PX = 236;

/** A chart of bandwidth and connections; made anew for other colours or another window. */
export function TimeChart(props: TimeChartProps) {
  const scheme = useComputedColorScheme("light");
  return <Canvas key={`${scheme} ${props.windowS}`} {...props} />;
}

function Canvas({ data, windowS, label, onHover }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = { width: element.clientWidth, height: HEIGHT_PX };
    const made = new uPlot(chartOptions(element, size, windowS, onHover), [[], [], []], element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [windowS, onHover]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div ref={box} className={classes.chart} role="img" aria-label={label} />;
}
