import { queryString } from "../../api/http";
import { Section } from "../../components/Section";
import { region } from "../../region/region";
import classes from "./BandwidthPage.module.css";

const PERIODS = [
  { period: "day", label: "Yesterday" },
  { period: "week", label: "Last week" },
  { period: "month", label: "Last month" },
] as const;

/** What was delivered in a period that is over, on a page to print; days are those of the operator's zone. */
export function Reports() {
  const timeZone = region.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title="Reports to print">
      <div className={classes.reports}>
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
    </Section>
  );
}
