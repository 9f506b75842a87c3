import type uPlot from "uplot";
import { bitrate } from "../format/volume";
import { timeWithin } from "./timeLabels";

const RADIUS_PX = 3.5;
const LIFT_PX = 8;
const FONT_REM = 0.6875;

/** The place of the largest value, the earliest of equals; null where nothing is above zero. */
export function peakIndex(values: ArrayLike<number | null | undefined>): number | null {
  let best: number | null = null;
  let highest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value > highest) {
      highest = value;
      best = index;
    }
  }
  return best;
}

/** Draws a ring around the highest point of the first line, and says beside it how high and when. */
export function drawPeak(chart: uPlot, colour: (name: string) => string, windowS: number): void {
  const values = chart.data[1] ?? [];
  const index = peakIndex(values);
  const atS = index === null ? undefined : chart.data[0][index];
  const height = index === null ? undefined : values[index];
  if (atS === undefined || !height) return;
  const { ctx, bbox } = chart;
  const x = chart.valToPos(atS, "x", true);
  const y = chart.valToPos(height, "bps", true);
  if (x < bbox.left) return;
  const unit = devicePixelRatio;
  const fontPx = FONT_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const text = `${bitrate(height)}, ${timeWithin(windowS, atS)}`;
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, RADIUS_PX * unit, 0, 2 * Math.PI);
  ctx.fillStyle = colour("--surface");
  ctx.fill();
  ctx.strokeStyle = colour("--accent");
  ctx.lineWidth = 2 * unit;
  ctx.stroke();
  ctx.font = `600 ${fontPx * unit}px "Inter Variable", system-ui, sans-serif`;
  ctx.textAlign = "left";
  const width = ctx.measureText(text).width;
  const left = Math.max(bbox.left, Math.min(x - width / 2, bbox.left + bbox.width - width));
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 * unit;
  ctx.strokeStyle = colour("--surface");
  ctx.strokeText(text, left, y - LIFT_PX * unit);
  ctx.fillStyle = colour("--text");
  ctx.fillText(text, left, y - LIFT_PX * unit);
  ctx.restore();
}
