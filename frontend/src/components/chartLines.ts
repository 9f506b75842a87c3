/** A line of a chart: what it is measured against, and how it looks; colours are names of the page's. */
export interface ChartLine {
  scale: "bps" | "viewers";
  colour: string;
  fill?: string;
  width: number;
  dash?: number[];
}

const RATE: ChartLine = { scale: "bps", colour: "--accent", fill: "--accent-soft", width: 1.75 };
const VIEWERS: ChartLine = { scale: "viewers", colour: "--second", width: 1.25 };

export const RATE_ALONE: readonly ChartLine[] = [RATE];
export const RATE_AND_VIEWERS: readonly ChartLine[] = [RATE, VIEWERS];
/** The same times of three days. */
export const RATE_AND_BEFORE: readonly ChartLine[] = [
  RATE,
  { scale: "bps", colour: "--second", width: 1.5 },
  { scale: "bps", colour: "--muted", width: 1.25, dash: [4, 3] },
];
