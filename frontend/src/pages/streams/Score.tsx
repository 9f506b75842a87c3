import type { StreamRead } from "../../contract/rest";
import { full } from "../../format/number";
import { UNKNOWN } from "../../format/unknown";
import classes from "./Score.module.css";
import { scoreTitle, scoreTone } from "./score";

/** A health score with its class; its parts are in the title. */
export function Score({ stream }: { stream: StreamRead }) {
  const { healthScore, healthClass } = stream;
  return (
    <span className={classes.score} title={scoreTitle(stream)}>
      <span className={`${classes.figure} number`} data-tone={scoreTone(stream)}>
        {healthScore === null ? UNKNOWN : full(Math.round(healthScore))}
      </span>
      {healthClass !== null && <span className={classes.word}>{healthClass}</span>}
    </span>
  );
}
