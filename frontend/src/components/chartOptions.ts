import type uPlot from "uplot";
import { compact } from "../format/number";
import { bitrate } from "../format/volume";
import type { ChartLine } from "./chartLines";
import { drawPeak } from "./peakMark";
import { axisLabels } from "./timeLabels";

/** What lies under the pointer. */
export interface Hover {
  atS: number;
  values: (number | null)[];
}

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const LEAST_WINDOW_S = 60;

/** From zero to a little above the highest; a silent chart still gets a scale. */
function fromZero(_chart: uPlot, _min: number | null, max: number | null): [number, number] {
  return [0, Math.max(1, (max ?? 0) * 1.1)];
}

/** The window, but no longer than what is known, so that a young service does not show an empty chart. */
function timeSpan(windowS: number, first: number, last: number): [number, number] {
  return [Math.max(last - windowS, Math.min(first, last - LEAST_WINDOW_S)), last];
}

/** The chart itself lets a lone point stand at the beginning of a day. */
function lastOf(chart: uPlot): number | undefined {
  return chart.data[0].at(-1);
}

type Axis = uPlot.Axis;
type Colour = (name: string) => string;

const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000];

function axes(colour: Colour, lines: readonly ChartLine[]): Axis[] {
  const axis: Axis = { stroke: colour("--muted"), font: FONT, ticks: { show: false } };
  const time: Axis = {
    ...axis,
    grid: { show: false },
    size: 26,
    space: 80,
    values: (_chart, splits) => axisLabels(splits),
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
  return lines.some(({ scale }) => scale === "viewers") ? [time, rate, viewers] : [time, rate];
}

function series(colour: Colour, lines: readonly ChartLine[]): uPlot.Series[] {
  const drawn = lines.map((line) => ({
    scale: line.scale,
    stroke: colour(line.colour),
    ...(line.fill ? { fill: colour(line.fill) } : {}),
    ...(line.dash ? { dash: line.dash } : {}),
    width: line.width,
    spanGaps: false,
    points: { show: (chart: uPlot) => chart.data[0].length === 1 },
  }));
  return [{}, ...drawn];
}

export interface ChartSetting {
  width: number;
  height: number;
  windowS: number;
  lines: readonly ChartLine[];
  /** whether the highest point of the first line is marked */
  marksPeak: boolean;
  onHover: (hover: Hover | null) => void;
}

export function chartOptions(element: HTMLElement, setting: ChartSetting): uPlot.Options {
  const { width, height, windowS, lines, marksPeak, onHover } = setting;
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 }, sync: { key: "panel" } },
    scales: {
      x: { time: true, range: (chart, min, max) => timeSpan(windowS, chart.data[0][0] ?? min, lastOf(chart) ?? max) },
      bps: { range: fromZero },
      viewers: { range: fromZero },
    },
    axes: axes(colour, lines),
    series: series(colour, lines),
    hooks: {
      setCursor: [
        (chart) => {
          const index = chart.cursor.idx;
          const atS = index === null || index === undefined ? undefined : chart.data[0][index];
          if (index === null || index === undefined || atS === undefined) return onHover(null);
          onHover({ atS, values: lines.map((_line, place) => chart.data[place + 1]?.[index] ?? null) });
        },
      ],
      draw: marksPeak ? [(chart) => drawPeak(chart, colour, windowS)] : [],
    },
  };
}
