import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { MomentInput } from "../../components/MomentInput";
import toolbar from "../../components/Toolbar.module.css";
import { fullTime } from "../../format/time";
import { minutesBefore, momentAt } from "./moment";
import classes from "./Past.module.css";

const DAY_MIN = 24 * 60;
/** So long after the last movement the moment is asked for. */
const SETTLE_MS = 200;
const STEPS = [-60, -5, -1, 1, 5, 60];

interface ScrubberProps {
  at: string;
  /** where the scrubber ends, by the local clock */
  endMs: number;
  onChoose: (at: string) => void;
}

/** Chooses a moment: anywhere within the last day by dragging, any other by typing. */
export function Scrubber({ at, endMs, onChoose }: ScrubberProps) {
  const [place, setPlace] = useState(() => minutesBefore(at, endMs, DAY_MIN));
  useEffect(() => setPlace(minutesBefore(at, endMs, DAY_MIN)), [at, endMs]);
  useEffect(() => {
    if (place === null || place === minutesBefore(at, endMs, DAY_MIN)) return;
    const timer = setTimeout(() => onChoose(momentAt(place, endMs)), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [place, at, endMs, onChoose]);
  const shown = place === null ? at : momentAt(place, endMs);
  return (
    <div className={classes.scrubber}>
      <div className={toolbar.bar}>
        <MomentInput label="at" value={at} onChange={onChoose} />
        {STEPS.map((minutes) => (
          <Button
            key={minutes}
            size="compact-sm"
            variant="default"
            onClick={() => onChoose(new Date(new Date(at).getTime() + minutes * 60_000).toISOString())}
          >
            {minutes < 0 ? `−${-minutes}` : `+${minutes}`} min
          </Button>
        ))}
      </div>
      <input
        type="range"
        className={classes.range}
        min={0}
        max={DAY_MIN}
        step={1}
        value={DAY_MIN - (place ?? 0)}
        aria-label="The last 24 hours"
        aria-valuetext={fullTime(shown)}
        onChange={(event) => setPlace(DAY_MIN - Number(event.currentTarget.value))}
      />
    </div>
  );
}
