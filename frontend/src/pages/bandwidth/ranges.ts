import { addressOf, choiceOf } from "../../address/parameters";
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
const USUAL = RANGES[1];
const MEASURES: readonly Measure[] = ["average", "maximum"];

/** Which part of the past is shown, and how. */
export interface Look {
  range: NamedRange;
  measure: Measure;
}

export function parseLook(parameters: URLSearchParams): Look {
  const asked = Number(parameters.get("range") ?? USUAL.windowS);
  return {
    range: RANGES.find(({ windowS }) => windowS === asked) ?? USUAL,
    measure: choiceOf(parameters, "measure", MEASURES) ?? "average",
  };
}

/** The address of a look; what is as usual is left out. */
export function formatLook({ range, measure }: Look): URLSearchParams {
  return addressOf({
    range: range.windowS === USUAL.windowS ? null : range.windowS,
    measure: measure === "average" ? null : measure,
  });
}
