import { momentOf, type Span } from "../../components/span";
import { timeWithin } from "../../components/timeLabels";
import type { BandwidthQuery } from "../../contract/events";
import type { Look } from "./ranges";

const SPAN_POINTS = 720;
/** The server keeps the last hour tick by tick; a little of it may leave while somebody looks. */
const TICKS_KEPT_S = 3540;

/** The stretch of time that a page is about. */
export interface Shown {
  /** in words */
  label: string;
  windowS: number;
  points: number;
  span: Span | null;
}

export function shownOf({ range, span }: Look): Shown {
  if (span === null) return { label: `last ${range.label}`, windowS: range.windowS, points: range.points, span };
  const windowS = span.toS - span.fromS;
  const label = `${timeWithin(windowS, span.fromS)} to ${timeWithin(windowS, span.toS)}`;
  return { label, windowS, points: SPAN_POINTS, span };
}

/** What to ask the stored past for. */
export function queryOf({ span, windowS, points }: Shown, nowS: number): BandwidthQuery {
  if (span === null) return { from: new Date((nowS - windowS) * 1000).toISOString(), points };
  return { from: momentOf(span.fromS), to: momentOf(span.toS), points };
}

/** From when to when it is, in whole minutes where it ends now. */
export function boundsOf({ span, windowS }: Shown, nowS: number): { from: string; to: string } {
  const toS = span?.toS ?? Math.floor(nowS / 60) * 60;
  return { from: momentOf(span?.fromS ?? toS - windowS), to: momentOf(toS) };
}

/** Whether every tick of a look is at hand, so that nothing has to be asked for. */
export function isOfTicks({ range, span }: Look, nowS: number): boolean {
  return span === null ? range.isLive : span.fromS >= nowS - TICKS_KEPT_S;
}
