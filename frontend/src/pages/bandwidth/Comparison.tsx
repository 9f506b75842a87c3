import { useCallback, useMemo, useState } from "react";
import { bandwidth } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { RATE_AND_BEFORE } from "../../components/chartLines";
import type { Hover } from "../../components/chartOptions";
import listing from "../../components/Listing.module.css";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { StatTile } from "../../components/StatTile";
import { TimeChart } from "../../components/TimeChart";
import { timeWithin } from "../../components/timeLabels";
import type { BandwidthUpdate } from "../../contract/events";
import { full } from "../../format/number";
import { UNKNOWN } from "../../format/unknown";
import { bitrate, bytes } from "../../format/volume";
import { serverNowMs } from "../../realtime/serverNow";
import { DAYS_BEFORE, dayBefore, difference, lastHourBps, sideBySide } from "./comparison";
import classes from "./HistoryChart.module.css";

const RELOAD_MS = 60_000;
const DAY_S = 86_400;
const HEIGHT_PX = 200;
const NAMES = ["Last 24 h", "The day before", "A week before"] as const;

/** The last 24 hours beside the same hours of yesterday and of a week ago. */
export function Comparison() {
  const load = useCallback((signal: AbortSignal) => {
    const nowMs = serverNowMs();
    return Promise.all(DAYS_BEFORE.map((days) => bandwidth(dayBefore(nowMs, days), signal)));
  }, []);
  const asked = useAnswer(load, RELOAD_MS);
  return (
    <Section title="Compared with before">
      <Loaded asked={asked}>{(days) => <Days days={days} />}</Loaded>
    </Section>
  );
}

function Days({ days }: { days: readonly BandwidthUpdate[] }) {
  const [hover, setHover] = useState<Hover | null>(null);
  const data = useMemo(() => sideBySide(days.map(({ history }) => history)), [days]);
  if (data[0].length === 0) return <p className={listing.quiet}>A line appears after the first minute.</p>;
  return (
    <>
      <SameHour days={days} />
      <div className={`${classes.legend} number`}>
        {days.map((day, place) => (
          <span key={NAMES[place]}>
            <i className={classes.key} style={{ background: `var(${RATE_AND_BEFORE[place]?.colour})` }} />
            {NAMES[place]}{" "}
            {hover === null ? <Sum day={day} last={days[0]} /> : <b>{bitrate(hover.values[place] ?? null)}</b>}
          </span>
        ))}
        {hover !== null && <span className={classes.muted}>{timeWithin(DAY_S, hover.atS)}</span>}
      </div>
      <TimeChart
        data={data}
        windowS={DAY_S}
        lines={RATE_AND_BEFORE}
        heightPx={HEIGHT_PX}
        label={`Bandwidth of three days: ${days.map((day, place) => `${NAMES[place]} ${sumOf(day)}`).join(", ")}`}
        onHover={setHover}
      />
    </>
  );
}

const HOURS = ["Last hour", "Same hour yesterday", "Same hour a week ago"] as const;

/** The last hour beside the same hour of yesterday and of a week ago. */
function SameHour({ days }: { days: readonly BandwidthUpdate[] }) {
  const hours = days.map(({ history }) => lastHourBps(history));
  const [now = null] = hours;
  return (
    <dl className={classes.hours} aria-label="The last hour">
      {HOURS.map((label, place) => {
        const bps = hours[place] ?? null;
        const than = place > 0 && now !== null && bps !== null ? difference(now, bps) : null;
        return (
          <StatTile
            key={label}
            label={label}
            value={bps}
            text={bitrate(bps)}
            title={bps === null ? "Nothing is on record" : `${full(bps)} bit/s on average`}
            note={than === null ? "" : `now ${than}`}
          />
        );
      })}
    </dl>
  );
}

interface SumProps {
  day: BandwidthUpdate;
  last: BandwidthUpdate | undefined;
}

/** What a day came to, and how the last one differs from it. */
function Sum({ day, last }: SumProps) {
  const than = last && last !== day && isKnown(day) ? difference(last.totalBytes, day.totalBytes) : null;
  return (
    <>
      <b title={isKnown(day) ? `${full(day.totalBytes)} bytes` : "Nothing is on record"}>{sumOf(day)}</b>
      {than !== null && <span className={classes.muted}>{`, now ${than}`}</span>}
    </>
  );
}

function isKnown({ history }: BandwidthUpdate): boolean {
  return history.some(({ bps }) => bps !== null);
}

function sumOf(day: BandwidthUpdate): string {
  return isKnown(day) ? bytes(day.totalBytes) : UNKNOWN;
}
