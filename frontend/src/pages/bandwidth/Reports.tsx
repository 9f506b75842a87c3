import { queryString } from "../../api/http";
import { Section } from "../../components/Section";
import { serverNowMs } from "../../realtime/serverNow";
import { region } from "../../region/region";
import classes from "./BandwidthPage.module.css";
import type { Look } from "./ranges";
import { boundsOf, shownOf } from "./shown";

const PERIODS = [
  { period: "day", label: "Yesterday" },
  { period: "week", label: "Last week" },
  { period: "month", label: "Last month" },
] as const;

const TABLES = [
  { of: "streams", label: "Streams" },
  { of: "lines", label: "Lines" },
] as const;

/** What was delivered in a period that is over, on a page to print, or of a look as a table; days are those of the operator's zone. */
export function Reports({ look }: { look: Look }) {
  const { from, to } = boundsOf(shownOf(look), serverNowMs() / 1000);
  const timeZone = region.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title="Reports">
      <div className={classes.reports}>
        <span>To print:</span>
        {PERIODS.map(({ period, label }) => (
          <a
            key={period}
            href={`/api/v1/reports/printed${queryString({ period, timeZone })}`}
            rel="noreferrer"
            target="_blank"
          >
            {label}
          </a>
        ))}
      </div>
      <div className={classes.reports}>
        <span>As a table, of what is shown above:</span>
        {TABLES.map(({ of, label }) => (
          <a key={of} href={`/api/v1/reports/${of}/export${queryString({ from, to, format: "csv" })}`} download>
            {label}
          </a>
        ))}
      </div>
    </Section>
  );
}
