import { useMemo, useState } from "react";
import { CheckStrip } from "../../components/CheckStrip";
import type { Hover } from "../../components/chartOptions";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { TimeChart } from "../../components/TimeChart";
import type { StreamHealthDetail } from "../../contract/rest";
import { full } from "../../format/number";
import { clockTime, fullTime, milliseconds } from "../../format/time";
import { bitrate } from "../../format/volume";
import classes from "./StreamPage.module.css";

const WINDOW_S = 3600;
const CHECKS = 60;

/** Bitrate and viewers minute by minute, and the last checks. */
export function LastHour({ points, checks, stream }: Pick<StreamHealthDetail, "points" | "checks" | "stream">) {
  const [hover, setHover] = useState<Hover | null>(null);
  const data = useMemo<[number[], (number | null)[], (number | null)[]]>(
    () => [
      points.map(({ timestamp }) => Date.parse(timestamp) / 1000),
      points.map(({ inputBps }) => inputBps),
      points.map(({ viewers }) => viewers),
    ],
    [points],
  );
  const known = points.filter(({ inputBps }) => inputBps !== null).length;
  const [bps, viewers] = hover?.values ?? [stream.inputBps, stream.viewers];
  const strip = checks.map(({ timestamp, verdict, responseMs, reason }) => ({
    verdict,
    title: [fullTime(timestamp), verdict, responseMs === null ? null : milliseconds(responseMs), reason]
      .filter((word) => word !== null)
      .join(", "),
  }));
  return (
    <Section
      title="Last hour"
      aside={
        <span className={`${classes.legend} number`}>
          <span>
            <i className={classes.key} style={{ background: "var(--accent)" }} />
            Bitrate <b>{bitrate(bps ?? null)}</b>
          </span>
          <span>
            <i className={classes.key} style={{ background: "var(--second)" }} />
            Viewers <b>{full(viewers ?? null)}</b>
          </span>
          {hover !== null && <span>{clockTime(new Date(hover.atS * 1000).toISOString())}</span>}
        </span>
      }
    >
      {known < 2 ? (
        <p className={listing.quiet}>A line appears after two minutes of being observed.</p>
      ) : (
        <TimeChart
          data={data}
          windowS={WINDOW_S}
          label={`Bitrate now ${bitrate(stream.inputBps)}, ${full(stream.viewers)} viewers`}
          heightPx={200}
          onHover={setHover}
        />
      )}
      <h3 className={classes.small}>Last {CHECKS} checks</h3>
      <CheckStrip checks={strip} places={CHECKS} />
    </Section>
  );
}
