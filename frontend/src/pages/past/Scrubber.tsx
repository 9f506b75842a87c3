import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { Choice } from "../../components/Choice";
import { MomentInput } from "../../components/MomentInput";
import toolbar from "../../components/Toolbar.module.css";
import { fullTime } from "../../format/time";
import { minutesBefore, momentAt, REACHES, type Reach } from "./moment";
import classes from "./Past.module.css";

const DAY_MIN = 24 * 60;
/** So long after the last movement the moment is asked for. */
const SETTLE_MS = 200;
const STEPS = [-60, -5, -1, 1, 5, 60];
const NAMES: Record<Reach, string> = { 1: "24 h", 7: "7 d", 30: "30 d" };
const OPTIONS = REACHES.map((days) => ({ value: days, label: NAMES[days] }));

interface ScrubberProps {
  at: string;
  reach: Reach;
  /** where the scrubber ends, by the server's clock */
  endMs: number;
  onChoose: (at: string) => void;
  onReach: (reach: Reach) => void;
}

/** Chooses a moment: anywhere within its reach by dragging, any other by typing. */
export function Scrubber({ at, reach, endMs, onChoose, onReach }: ScrubberProps) {
  const longest = reach * DAY_MIN;
  const [place, setPlace] = useState(() => minutesBefore(at, endMs, longest));
  useEffect(() => setPlace(minutesBefore(at, endMs, longest)), [at, endMs, longest]);
  useEffect(() => {
    if (place === null || place === minutesBefore(at, endMs, longest)) return;
    const timer = setTimeout(() => onChoose(momentAt(place, endMs)), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [place, at, endMs, longest, onChoose]);
  const shown = place === null ? at : momentAt(place, endMs);
  const step = (minutes: number) => {
    const wantedMs = Math.min(endMs, Date.parse(at) + minutes * 60_000);
    onChoose(new Date(wantedMs).toISOString());
  };
  return (
    <div className={classes.scrubber}>
      <input
        type="range"
        className={classes.range}
        min={0}
        max={longest}
        step={reach}
        value={longest - (place ?? longest)}
        aria-label={`The last ${NAMES[reach]}`}
        aria-valuetext={fullTime(shown)}
        onChange={(event) => setPlace(longest - Number(event.currentTarget.value))}
      />
      <div className={toolbar.bar}>
        <MomentInput label="at" value={at} onChange={onChoose} />
        {STEPS.map((minutes) => (
          <Button key={minutes} size="compact-sm" variant="default" onClick={() => step(minutes)}>
            {minutes < 0 ? `−${-minutes}` : `+${minutes}`} min
          </Button>
        ))}
        <div className={toolbar.end}>
          <Choice legend="How far the scrubber reaches" options={OPTIONS} value={reach} onChoose={onReach} />
        </div>
      </div>
    </div>
  );
}
