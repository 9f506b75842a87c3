import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { chartOptions, type Hover } from "./chartOptions";
import classes from "./TimeChart.module.css";

interface TimeChartProps {
  /** times in seconds, bit/s, and connections where they are shown */
  data: uPlot.AlignedData;
  windowS: number;
  /** what the chart shows, in words */
  label: string;
  withViewers?: boolean;
  heightPx?: number;
  onHover: (hover: Hover | null) => void;
}

const HEIGHT_PX = 236;

/** A chart of bitrates, and of connections; made anew for other colours or another window. */
export function TimeChart(props: TimeChartProps) {
  const scheme = useComputedColorScheme("light");
  return <Canvas key={`${scheme} ${props.windowS}`} {...props} />;
}

function Canvas({ data, windowS, label, withViewers = true, heightPx = HEIGHT_PX, onHover }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const setting = { width: element.clientWidth, height: heightPx, windowS, withViewers, onHover };
    const made = new uPlot(chartOptions(element, setting), withViewers ? [[], [], []] : [[], []], element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [windowS, withViewers, heightPx, onHover]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div ref={box} className={classes.chart} style={{ height: heightPx }} role="img" aria-label={label} />;
}
