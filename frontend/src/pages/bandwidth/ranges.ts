import { addressOf, choiceOf } from "../../address/parameters";
import { momentOf, parseSpan, type Span } from "../../components/span";
import type { Measure, Range } from "../../realtime/history";

export interface NamedRange extends Range {
  label: string;
  /** whether it comes with each tick; else it is asked for */
  isLive: boolean;
}

export const RANGES: readonly [NamedRange, NamedRange, ...NamedRange[]] = [
  { label: "15 min", windowS: 900, points: 180, isLive: true },
  { label: "1 h", windowS: 3600, points: 720, isLive: true },
  { label: "24 h", windowS: 86_400, points: 721, isLive: false },
  { label: "7 d", windowS: 604_800, points: 337, isLive: false },
  { label: "30 d", windowS: 2_592_000, points: 361, isLive: false },
];
/** All that is known tick by tick. */
export const TICKS = RANGES[1];
const USUAL = TICKS;
const MEASURES: readonly Measure[] = ["average", "maximum"];

/** Which part of the past is shown, and how. */
export interface Look {
  range: NamedRange;
  measure: Measure;
  /** a stretch of time that is looked at instead of the range's end */
  span: Span | null;
}

export function rangeOf(windowS: number): NamedRange | undefined {
  return RANGES.find((range) => range.windowS === windowS);
}

export function parseLook(parameters: URLSearchParams): Look {
  return {
    range: rangeOf(Number(parameters.get("range"))) ?? USUAL,
    measure: choiceOf(parameters, "measure", MEASURES) ?? "average",
    span: parseSpan(parameters),
  };
}

/** The address of a look; what is as usual is left out. */
export function formatLook({ range, measure, span }: Look): URLSearchParams {
  return addressOf({
    range: range.windowS === USUAL.windowS ? null : range.windowS,
    measure: measure === "average" ? null : measure,
    from: span && momentOf(span.fromS),
    to: span && momentOf(span.toS),
  });
}
