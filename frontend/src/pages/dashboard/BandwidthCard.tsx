import { useEffect, useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import { Choice } from "../../components/Choice";
import type { Hover } from "../../components/chartOptions";
import { Section } from "../../components/Section";
import { TimeChart } from "../../components/TimeChart";
import { compact, full } from "../../format/number";
import { clockTime, fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { feed } from "../../realtime/current";
import { columns } from "../../realtime/history";
import { useLive } from "../../realtime/hooks";
import { DEFAULT_RANGE, RANGES } from "../../realtime/reducer";
import classes from "./BandwidthCard.module.css";

const OPTIONS = RANGES.map(({ windowS, label }) => ({ value: windowS, label }));

/** Bandwidth and viewers over time. The range is part of the address. */
export function BandwidthCard() {
  const [search, setSearch] = useSearchParams();
  const [hover, setHover] = useState<Hover | null>(null);
  const asked = Number(search.get("range") ?? DEFAULT_RANGE.windowS);
  const chosen = RANGES.find((range) => range.windowS === asked) ?? DEFAULT_RANGE;
  const range = useLive((live) => live.range);
  const history = useLive((live) => live.history);
  const bandwidth = useLive((live) => live.bandwidth);
  const intervalS = useLive((live) => live.dashboard?.intervalS ?? 5);
  const data = useMemo(() => columns(history, intervalS, range), [history, intervalS, range]);

  useEffect(() => {
    if (chosen.windowS !== range.windowS) feed.setRange({ windowS: chosen.windowS, points: chosen.points });
  }, [chosen, range]);

  function choose(windowS: number): void {
    setSearch(windowS === DEFAULT_RANGE.windowS ? {} : { range: String(windowS) }, { replace: true });
  }

  const shown = hover ?? { atS: null, values: [bandwidth?.totalBps ?? null, history.at(-1)?.connections ?? null] };
  const summary = `Bandwidth now ${bitrate(bandwidth?.totalBps ?? null)}, average ${bitrate(bandwidth?.averageBps ?? null)}, peak ${bitrate(bandwidth?.peakBps ?? null)}`;
  return (
    <Section
      title="Bandwidth"
      aside={<Choice legend="Time range of the chart" options={OPTIONS} value={chosen.windowS} onChoose={choose} />}
    >
      <div className={`${classes.legend} number`}>
        <span>
          <i className={classes.key} style={{ background: "var(--accent)" }} />
          Bandwidth <b>{bitrate(shown.values[0] ?? null)}</b>
        </span>
        <span>
          <i className={classes.key} style={{ background: "var(--second)" }} />
          Connections <b title={full(shown.values[1] ?? null)}>{compact(shown.values[1] ?? null)}</b>
        </span>
        <span className={classes.muted}>
          {shown.atS !== null
            ? clockTime(new Date(shown.atS * 1000).toISOString())
            : `average ${bitrate(bandwidth?.averageBps ?? null)} · peak ${bitrate(bandwidth?.peakBps ?? null)}`}
        </span>
        {bandwidth && shown.atS === null && (
          <span
            className={classes.muted}
            title={`${full(bandwidth.totalBytes)} bytes; peak at ${fullTime(bandwidth.peakAt)}`}
          >
            {bytes(bandwidth.totalBytes)} since the start
          </span>
        )}
      </div>
      <TimeChart data={data} windowS={range.windowS} label={summary} onHover={setHover} />
    </Section>
  );
}
