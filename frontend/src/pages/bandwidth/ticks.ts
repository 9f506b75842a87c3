import type { Span } from "../../components/span";
import type { BandwidthPoint } from "../../contract/events";

/** The ticks of a stretch of time. */
export function within(history: readonly BandwidthPoint[], { fromS, toS }: Span): BandwidthPoint[] {
  return history.filter(({ timestamp }) => {
    const atS = Date.parse(timestamp) / 1000;
    return atS >= fromS && atS <= toS;
  });
}

export interface Figures {
  averageBps: number | null;
  peakBps: number | null;
  /** on average */
  connections: number | null;
}

/** What ticks, which are all as long, come to. */
export function figuresOf(points: readonly BandwidthPoint[]): Figures {
  const rates = points.map(({ bps }) => bps).filter((bps) => bps !== null);
  const counts = points.map(({ connections }) => connections).filter((count) => count !== null);
  const highest = points.map(({ maxBps }) => maxBps).filter((bps) => bps !== null);
  return {
    averageBps: mean(rates),
    peakBps: highest.length === 0 ? null : Math.max(...highest),
    connections: mean(counts),
  };
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
