import { StatTile } from "../../components/StatTile";
import type { BandwidthPeak } from "../../contract/events";
import { compact, full } from "../../format/number";
import { dateTime, fullTime } from "../../format/time";
import { bitrate } from "../../format/volume";
import { useLive } from "../../realtime/hooks";
import classes from "./BandwidthPage.module.css";

/** The heights of this day, week and month. */
export function Peaks() {
  const peaks = useLive((live) => live.bandwidth?.peaks ?? null);
  return (
    <dl className={classes.peaks} aria-label="Peaks">
      <Peak label="Peak today" peak={peaks?.today ?? null} />
      <Peak label="Peak this week" peak={peaks?.week ?? null} />
      <Peak label="Peak this month" peak={peaks?.month ?? null} />
    </dl>
  );
}

function Peak({ label, peak }: { label: string; peak: BandwidthPeak | null }) {
  const bps = peak?.bps ?? null;
  const connections = peak?.connections ?? null;
  return (
    <StatTile
      label={label}
      value={bps}
      text={bitrate(bps)}
      title={bps === null ? "Not known yet" : `${full(bps)} bit/s, the highest since ${fullTime(peak?.since ?? null)}`}
      note={
        <>
          {peak?.at && `${dateTime(peak.at)} · `}
          <span title={`Most at once: ${full(connections)}, ${fullTime(peak?.connectionsAt ?? null)}`}>
            {compact(connections)} connections
          </span>
        </>
      }
    />
  );
}
