import type uPlot from "uplot";
import { compact } from "../format/number";
import { clockTime } from "../format/time";
import { bitrate } from "../format/volume";

/** What lies under the pointer. */
export interface Hover {
  atS: number;
  values: (number | null)[];
}

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const LEAST_WINDOW_S = 60;
const SECONDS_SHOWN_BELOW_S = 600;

/** From zero to a little above the highest; a silent chart still gets a scale. */
function fromZero(_chart: uPlot, _min: number | null, max: number | null): [number, number] {
  return [0, Math.max(1, (max ?? 0) * 1.1)];
}

/** The window, but no longer than what is known, so that a young service does not show an empty chart. */
function timeSpan(windowS: number, first: number, last: number): [number, number] {
  return [Math.max(last - windowS, Math.min(first, last - LEAST_WINDOW_S)), last];
}

function timeLabels(splits: number[]): string[] {
  const spanS = (splits.at(-1) ?? 0) - (splits[0] ?? 0);
  const length = spanS < SECONDS_SHOWN_BELOW_S ? 8 : 5;
  return splits.map((atS) => clockTime(new Date(atS * 1000).toISOString()).slice(0, length));
}

type Axis = uPlot.Axis;
type Colour = (name: string) => string;

const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000];

function axes(colour: Colour, withViewers: boolean): Axis[] {
  const axis: Axis = { stroke: colour("--muted"), font: FONT, ticks: { show: false } };
  const time: Axis = {
    ...axis,
    grid: { show: false },
    size: 26,
    space: 80,
    values: (_chart, splits) => timeLabels(splits),
  };
  const rate: Axis = {
    ...axis,
    scale: "bps",
    grid: { stroke: colour("--edge"), width: 1 },
    size: 72,
    space: 40,
    values: (_chart, splits) => splits.map((bps) => bitrate(bps)),
  };
  const viewers: Axis = {
    ...axis,
    scale: "viewers",
    side: 1,
    grid: { show: false },
    size: 40,
    space: 40,
    incrs: COUNT_STEPS,
    values: (_chart, splits) => splits.map((count) => compact(count)),
  };
  return withViewers ? [time, rate, viewers] : [time, rate];
}

function series(colour: Colour, withViewers: boolean): uPlot.Series[] {
  const rate: uPlot.Series = {
    scale: "bps",
    stroke: colour("--accent"),
    fill: colour("--accent-soft"),
    width: 1.75,
    spanGaps: false,
    points: { show: false },
  };
  const viewers: uPlot.Series = {
    scale: "viewers",
    stroke: colour("--second"),
    width: 1.25,
    spanGaps: false,
    points: { show: false },
  };
  return withViewers ? [{}, rate, viewers] : [{}, rate];
}

export interface ChartSetting {
  width: number;
  height: number;
  windowS: number;
  /** whether a second line counts connections */
  withViewers: boolean;
  onHover: (hover: Hover | null) => void;
}

export function chartOptions(element: HTMLElement, setting: ChartSetting): uPlot.Options {
  const { width, height, windowS, withViewers, onHover } = setting;
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 }, sync: { key: "panel" } },
    scales: {
      x: { time: true, range: (_chart, min, max) => timeSpan(windowS, min, max) },
      bps: { range: fromZero },
      viewers: { range: fromZero },
    },
    axes: axes(colour, withViewers),
    series: series(colour, withViewers),
    hooks: {
      setCursor: [
        (chart) => {
          const index = chart.cursor.idx;
          const atS = index === null || index === undefined ? undefined : chart.data[0][index];
          if (index === null || index === undefined || atS === undefined) return onHover(null);
          onHover({ atS, values: [chart.data[1]?.[index] ?? null, chart.data[2]?.[index] ?? null] });
        },
      ],
    },
  };
}
