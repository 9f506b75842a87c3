import uPlot from "uplot";
import { compact } from "../format/number";
import { bitrate } from "../format/volume";
import { region } from "../region/region";
import type { ChartLine } from "./chartLines";
import { drawMoment } from "./momentMark";
import { drawPeak } from "./peakMark";
import type { Span } from "./span";
import { axisLabels } from "./timeLabels";

/** What lies under the pointer. */
export interface Hover {
  atS: number;
  values: (number | null)[];
}

const FONT_REM = 0.6875;
const LEAST_DRAG_PX = 6;
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

function zoned(timeZone: string): (atS: number) => Date {
  return (atS) => uPlot.tzDate(new Date(atS * 1000), timeZone);
}

type Axis = uPlot.Axis;
type Colour = (name: string) => string;

const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000];

function axes(colour: Colour, lines: readonly ChartLine[], remPx: number): Axis[] {
  const font = `${FONT_REM * remPx}px "Inter Variable", system-ui, sans-serif`;
  const axis: Axis = { stroke: colour("--muted"), font, ticks: { show: false } };
  const time: Axis = {
    ...axis,
    grid: { show: false },
    size: 1.625 * remPx,
    space: 5 * remPx,
    values: (_chart, splits) => axisLabels(splits),
  };
  const rate: Axis = {
    ...axis,
    scale: "bps",
    grid: { stroke: colour("--edge"), width: 1 },
    size: 4.5 * remPx,
    space: 2.5 * remPx,
    values: (_chart, splits) => splits.map((bps) => bitrate(bps)),
  };
  const viewers: Axis = {
    ...axis,
    scale: "viewers",
    side: 1,
    grid: { show: false },
    size: 2.5 * remPx,
    space: 2.5 * remPx,
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
  /** what is shown, whatever is known; null: the window that ends with the newest value */
  span: Span | null;
  /** what was marked by dragging; nothing can be marked without it */
  onMark: ((fromS: number, toS: number) => void) | null;
  /** a double click */
  onWhole: (() => void) | null;
  /** a click on a moment */
  onPick: ((atS: number) => void) | null;
  /** a moment that is marked by a line */
  momentS: number | null;
}

/** Charts tell each other where the pointer is, but nothing of what is marked. */
function isOfPointer(type: string): boolean {
  return type === "mousemove" || type === "mouseleave";
}

function tellMark(chart: uPlot, onMark: ChartSetting["onMark"]): void {
  const { left, width } = chart.select;
  if (width === 0) return;
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width >= LEAST_DRAG_PX) onMark?.(chart.posToVal(left, "x"), chart.posToVal(left + width, "x"));
}

function tellHover(chart: uPlot, lines: readonly ChartLine[], onHover: ChartSetting["onHover"]): void {
  const index = chart.cursor.idx;
  const atS = index === null || index === undefined ? undefined : chart.data[0][index];
  if (index === null || index === undefined || atS === undefined) onHover(null);
  else onHover({ atS, values: lines.map((_line, place) => chart.data[place + 1]?.[index] ?? null) });
}

export function chartOptions(element: HTMLElement, setting: ChartSetting): uPlot.Options {
  const { width, height, windowS, lines, marksPeak, onHover, span, onMark, onWhole, onPick, momentS } = setting;
  const style = getComputedStyle(element);
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    width,
    height,
    ...(region.timeZone === undefined ? {} : { tzDate: zoned(region.timeZone) }),
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: onMark !== null, y: false, setScale: false },
      points: { size: 7 },
      sync: { key: "panel", filters: { pub: isOfPointer } },
      bind: {
        dblclick: () => () => {
          onWhole?.();
          return null;
        },
      },
    },
    scales: {
      x: {
        time: true,
        range: (chart, min, max) =>
          span ? [span.fromS, span.toS] : timeSpan(windowS, chart.data[0][0] ?? min, lastOf(chart) ?? max),
      },
      bps: { range: fromZero },
      viewers: { range: fromZero },
    },
    axes: axes(colour, lines, remPx),
    series: series(colour, lines),
    hooks: {
      ready: [(chart) => chart.over.addEventListener("click", ({ offsetX }) => onPick?.(chart.posToVal(offsetX, "x")))],
      setCursor: [(chart) => tellHover(chart, lines, onHover)],
      setSelect: [(chart) => tellMark(chart, onMark)],
      draw: [
        (chart) => {
          if (marksPeak) drawPeak(chart, colour, windowS);
          if (momentS !== null) drawMoment(chart, colour, momentS);
        },
      ],
    },
  };
}
