import { full } from "../../format/number";
import { bitrate } from "../../format/volume";
import { limits } from "./scale";
import type { Measure } from "./view";
import classes from "./WorldMap.module.css";

interface LegendProps {
  measure: Measure;
  largest: number;
}

/** What the shades and the marks mean. */
export function Legend({ measure, largest }: LegendProps) {
  const said = (value: number) => (measure === "connections" ? full(value) : bitrate(value));
  const all = limits(largest);
  // Among few viewers some shades have no value of their own.
  const steps = all
    .map((limit, place) => ({ limit, shade: place + 1 }))
    .filter(({ limit }, place) => limit > (all[place - 1] ?? 0));
  return (
    <span className={classes.legend}>
      <span className={classes.swatch} data-shade={0} />
      none
      {steps.map(({ limit, shade }) => (
        <span key={shade} className={classes.step} title={`Up to ${said(limit)}`}>
          <span className={classes.swatch} data-shade={shade} />
          <span className="number">{said(limit)}</span>
        </span>
      ))}
      <span>logarithmic;</span>
      <span className={classes.dot} /> cities by connections
    </span>
  );
}
