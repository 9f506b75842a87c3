import { Flash } from "../../components/Flash";
import { Section } from "../../components/Section";
import { StatusMark, type Tone } from "../../components/StatusMark";
import type { DashboardUpdate } from "../../contract/events";
import { compact, full } from "../../format/number";
import classes from "./Streams.module.css";

interface Part {
  tone: Tone;
  label: string;
  count: number | null;
}

function parts(stats: DashboardUpdate | null): Part[] {
  return [
    { tone: "good", label: "Up", count: stats?.onlineStreams ?? null },
    { tone: "warn", label: "Degraded", count: stats?.degradedStreams ?? null },
    { tone: "bad", label: "Down", count: stats?.offlineStreams ?? null },
    { tone: "idle", label: "Unknown", count: stats?.unknownStreams ?? null },
  ];
}

/** How many streams are in which state; a zero is grey and only a stream that is down is red. */
export function Streams({ stats }: { stats: DashboardUpdate | null }) {
  const all = parts(stats);
  return (
    <Section title="Streams">
      <div className={classes.bar} aria-hidden>
        {all.map(({ tone, label, count }) =>
          count ? <div key={label} className={classes.part} data-tone={tone} style={{ flexGrow: count }} /> : null,
        )}
      </div>
      <dl className={classes.counts}>
        {all.map(({ tone, label, count }) => (
          <div
            key={label}
            className={classes.count}
            data-zero={!count}
            data-alarm={tone === "bad" && count !== null && count > 0}
          >
            <dt>
              <StatusMark tone={count ? tone : "idle"}>{label}</StatusMark>
            </dt>
            <dd>
              <Flash value={count} title={count === null ? "Waiting for the first data" : full(count)}>
                {compact(count)}
              </Flash>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
