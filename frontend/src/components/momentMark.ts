import type uPlot from "uplot";

const WIDTH_PX = 2;

/** Draws a line through the whole height at a moment, if it is shown. */
export function drawMoment(chart: uPlot, colour: (name: string) => string, atS: number): void {
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(atS, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.fillStyle = colour("--warn-dot");
  ctx.fillRect(x - WIDTH_PX * 0.5 * devicePixelRatio, bbox.top, WIDTH_PX * devicePixelRatio, bbox.height);
  ctx.restore();
}
