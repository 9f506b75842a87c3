import type { ScoreFormula } from "../../contract/rest";
import { full } from "../../format/number";

/** The score's formula with its constants, for people. */
export function formulaText(formula: ScoreFormula): string {
  const { uptimePoints, errorPoints, responsePoints, worstErrorRate, bestResponseMs, worstResponseMs } = formula;
  return [
    `Score = ${uptimePoints} × share of the last 24 h it was deliverable`,
    `+ ${errorPoints} × (1 − errored seconds ÷ ${full(worstErrorRate * 100)} %, at least 0)`,
    `+ ${responsePoints} × (${full(worstResponseMs)} ms − median response) ÷ ${full(worstResponseMs - bestResponseMs)} ms, between 0 and 1`,
  ].join("\n");
}
