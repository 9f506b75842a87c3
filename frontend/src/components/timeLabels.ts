import { clockTime, dateTime, dayMonth, hourMinute } from "../format/time";
import { toField } from "../format/zoned";

const SECONDS_SHOWN_BELOW_S = 600;
const DAYS_SHOWN_ABOVE_S = 86_400;

function moment(atS: number): string {
  return new Date(atS * 1000).toISOString();
}

/** Words under a time axis: with seconds where it is short, with days where it spans more than one. */
export function axisLabels(splits: readonly number[]): string[] {
  const spanS = (splits.at(-1) ?? 0) - (splits[0] ?? 0);
  return splits.map((atS) => {
    if (spanS < SECONDS_SHOWN_BELOW_S) return clockTime(moment(atS));
    const minutes = hourMinute(moment(atS));
    return spanS > DAYS_SHOWN_ABOVE_S && toField(moment(atS)).endsWith("T00:00") ? dayMonth(moment(atS)) : minutes;
  });
}

/** A moment of a window: with its day where the window is longer than an hour. */
export function timeWithin(windowS: number, atS: number): string {
  return windowS > 3600 ? dateTime(moment(atS)) : clockTime(moment(atS));
}
