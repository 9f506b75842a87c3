import type { Change } from "../../address/useAddress";
import { Choice } from "../../components/Choice";
import type { Measure } from "../../realtime/history";
import classes from "./HistoryChart.module.css";
import { type Look, RANGES, rangeOf } from "./ranges";

const RANGE_OPTIONS = RANGES.map(({ windowS, label }) => ({ value: windowS, label }));
const MEASURE_OPTIONS: { value: Measure; label: string }[] = [
  { value: "average", label: "Average" },
  { value: "maximum", label: "Maximum" },
];

/** The value of none of the ranges. */
const MARKED = 0;

interface LookChoiceProps {
  look: Look;
  change: Change<Look>;
}

export function LookChoice({ look, change }: LookChoiceProps) {
  const chooseRange = (windowS: number) =>
    change((known) => ({ ...known, range: rangeOf(windowS) ?? known.range, span: null }), true);
  return (
    <div className={classes.choices}>
      <Choice
        legend="What is drawn of each stretch of time"
        options={MEASURE_OPTIONS}
        value={look.measure}
        onChoose={(measure) => change((known) => ({ ...known, measure }), true)}
      />
      <Choice
        legend="Time range of the chart"
        options={RANGE_OPTIONS}
        value={look.span === null ? look.range.windowS : MARKED}
        onChoose={chooseRange}
      />
    </div>
  );
}
