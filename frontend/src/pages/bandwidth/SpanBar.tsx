import { Button } from "@mantine/core";
import { useCallback, useMemo } from "react";
import type { Change } from "../../address/useAddress";
import { type Span, shifted, stretched } from "../../components/span";
import { serverNowMs } from "../../realtime/serverNow";
import { useKeys } from "../../shell/useKeys";
import classes from "./HistoryChart.module.css";
import type { Look } from "./ranges";
import { shownOf } from "./shown";

interface SpanBarProps {
  look: Look;
  change: Change<Look>;
}

type Step = (span: Span, nowS: number) => Span;

const STEPS: readonly { name: string; sign: string; keys: string; step: Step }[] = [
  { name: "Earlier", sign: "‹", keys: "t ArrowLeft", step: (span, nowS) => shifted(span, -0.5, nowS) },
  { name: "Closer", sign: "+", keys: "t +", step: (span, nowS) => stretched(span, 0.5, nowS) },
  { name: "Farther", sign: "−", keys: "t z", step: (span, nowS) => stretched(span, 2, nowS) },
  { name: "Later", sign: "›", keys: "t ArrowRight", step: (span, nowS) => shifted(span, 0.5, nowS) },
];

/** Moves what the charts show without a pointer, and back to what is now. */
export function SpanBar({ look, change }: SpanBarProps) {
  const go = useCallback(
    (step: Step) =>
      change((known) => {
        const nowS = serverNowMs() / 1000;
        const span = known.span ?? { fromS: nowS - known.range.windowS, toS: nowS };
        return { ...known, span: step(span, nowS) };
      }),
    [change],
  );
  const bindings = useMemo(() => Object.fromEntries(STEPS.map(({ keys, step }) => [keys, () => go(step)])), [go]);
  useKeys(bindings);
  return (
    <div className={classes.span}>
      <fieldset className={classes.steps}>
        <legend className="visually-hidden">Stretch of time</legend>
        {STEPS.map(({ name, sign, step }) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            aria-label={name}
            title={name}
            onClick={() => go(step)}
          >
            {sign}
          </Button>
        ))}
      </fieldset>
      {look.span === null ? (
        <span className={classes.hint}>Drag over the chart to look closer</span>
      ) : (
        <>
          <span className="number" role="status">{`Paused: ${shownOf(look).label}`}</span>
          <Button size="compact-xs" variant="light" onClick={() => change((known) => ({ ...known, span: null }))}>
            Back to now
          </Button>
        </>
      )}
    </div>
  );
}
