import { StatTile } from "../../components/StatTile";
import type { DashboardUpdate } from "../../contract/events";
import { compact, full, percent } from "../../format/number";
import { dateTime, duration, fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import classes from "./DashboardPage.module.css";
import { useTileTrends } from "./useTileTrends";

const WAITING = "Waiting for the first data";
const NOT_MEASURED = "Not known yet: it takes two readings, or nothing was stored today";

function title(stats: DashboardUpdate | null, value: number | null, unit: string): string {
  if (!stats) return WAITING;
  return value === null ? NOT_MEASURED : `${full(value)} ${unit}`;
}

/** The numbers an operator looks at first. */
export function Tiles({ stats }: { stats: DashboardUpdate | null }) {
  const trends = useTileTrends();
  const connections = stats?.activeConnections ?? null;
  const onlineLines = stats?.onlineLines ?? null;
  const onlineStreams = stats?.onlineStreams ?? null;
  const bandwidth = stats?.bandwidthBps ?? null;
  const bytesToday = stats?.bytesToday ?? null;
  const sessions = stats?.sessionsToday ?? null;
  return (
    <dl className={classes.tiles} aria-label="Now">
      <StatTile
        label="Connections"
        value={connections}
        text={compact(connections)}
        title={title(stats, connections, "open now")}
        note={<>peak today {compact(stats?.peakConnectionsToday ?? null)}</>}
        trend={trends.connections}
      />
      <StatTile
        label="Bandwidth"
        value={bandwidth}
        text={bitrate(bandwidth)}
        title={title(stats, bandwidth, "bit/s")}
        note={<>peak today {bitrate(stats?.peakBandwidthBpsToday ?? null)}</>}
        trend={trends.bandwidth}
      />
      <StatTile
        label="Lines online"
        value={onlineLines}
        text={compact(onlineLines)}
        title={title(stats, onlineLines, "watching now")}
        note={
          <>
            of {compact(stats?.activeLines ?? null)} active, {compact(stats?.totalLines ?? null)} in all
          </>
        }
        trend={trends.lines}
      />
      <StatTile
        label="Streams online"
        value={onlineStreams}
        text={compact(onlineStreams)}
        title={title(stats, onlineStreams, "online")}
        note={<>of {compact(stats?.totalStreams ?? null)}</>}
        trend={trends.streams}
      />
      <StatTile
        label="Delivered today"
        value={bytesToday}
        text={bytes(bytesToday)}
        title={title(stats, bytesToday, "bytes since 00:00 UTC")}
        note="since 00:00 UTC"
        trend={trends.delivered}
      />
      <StatTile
        label="Sessions today"
        value={sessions}
        text={compact(sessions)}
        title={title(stats, sessions, "since 00:00 UTC")}
        note="since 00:00 UTC"
        trend={trends.sessions}
      />
      <HostTile host={stats?.host ?? null} trend={trends.cpu} />
      <UptimeTile stats={stats} />
    </dl>
  );
}

function UptimeTile({ stats }: { stats: DashboardUpdate | null }) {
  const startedAt = stats?.startedAt ?? null;
  return (
    <StatTile
      label="Service up"
      value={startedAt}
      text={duration(stats?.uptimeS ?? null)}
      title={startedAt === null ? WAITING : `Since ${fullTime(startedAt)}`}
      note={<>since {dateTime(startedAt)}</>}
    />
  );
}

interface HostTileProps {
  host: DashboardUpdate["host"] | null;
  trend: ReturnType<typeof useTileTrends>["cpu"];
}

function HostTile({ host, trend }: HostTileProps) {
  const cpu = host?.cpuPercent ?? null;
  return (
    <StatTile
      label="Host CPU"
      value={cpu}
      text={percent(cpu)}
      title={cpu === null ? "The machine did not say" : "Of all cores together"}
      note={
        <>
          memory {percent(host?.memoryPercent ?? null)}, disk {percent(host?.diskPercent ?? null)}
        </>
      }
      trend={trend}
    />
  );
}
