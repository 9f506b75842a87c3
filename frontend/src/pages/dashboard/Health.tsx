import { useCallback } from "react";
import { Link } from "wouter";
import { connections } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Flash } from "../../components/Flash";
import { Section } from "../../components/Section";
import { StatusMark, type Tone } from "../../components/StatusMark";
import type { DashboardUpdate } from "../../contract/events";
import { compact, full } from "../../format/number";
import { milliseconds } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import classes from "./Health.module.css";

const TROUBLE_EVERY_MS = 10_000;

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

/** How streams, viewers, collectors and the monitor itself do; a zero is grey and only a stream that is down is red. */
export function Health({ stats }: { stats: DashboardUpdate | null }) {
  const all = parts(stats);
  return (
    <Section title="Health">
      <div className={classes.bar} aria-hidden>
        {all.map(({ tone, label, count }) =>
          count ? <div key={label} className={classes.part} data-tone={tone} style={{ flexGrow: count }} /> : null,
        )}
      </div>
      <dl className={classes.counts} aria-label="Streams">
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
      <dl className={classes.facts}>
        <Troubled />
        <Collecting stats={stats} />
        <Ticking stats={stats} />
      </dl>
    </Section>
  );
}

/** Viewers whom anything hinders: they are asked for beside the ticks, which do not count them. */
function Troubled() {
  const load = useCallback((signal: AbortSignal) => connections({ atRisk: true, limit: 1 }, signal), []);
  const { answer } = useAnswer(load, TROUBLE_EVERY_MS);
  const count = answer?.page.matched ?? null;
  return (
    <div className={classes.fact}>
      <dt>Connections at risk</dt>
      <dd className="number">{count ? <Link href="/connections?atRisk=true">{full(count)}</Link> : full(count)}</dd>
    </div>
  );
}

function Collecting({ stats }: { stats: DashboardUpdate | null }) {
  const live = stats?.collectors.filter(({ status }) => status === "live").length ?? null;
  return (
    <div className={classes.fact}>
      <dt>Collectors live</dt>
      <dd className="number">{stats === null ? UNKNOWN : `${full(live)} of ${full(stats.collectors.length)}`}</dd>
    </div>
  );
}

function Ticking({ stats }: { stats: DashboardUpdate | null }) {
  const tick = stats?.tick ?? null;
  return (
    <div className={classes.fact} title={tick === null ? undefined : `${full(tick.skipped)} skipped since the start`}>
      <dt>Last tick took</dt>
      <dd className="number">
        {tick === null ? UNKNOWN : `${milliseconds(tick.durationMs)}, ${milliseconds(tick.lateMs)} late`}
      </dd>
    </div>
  );
}
