import { StatTile } from "../../components/StatTile";
import type { DashboardUpdate } from "../../contract/events";
import { compact, full } from "../../format/number";
import { bitrate, bytes } from "../../format/volume";
import classes from "./DashboardPage.module.css";

const WAITING = "Waiting for the first data";
const NOT_MEASURED = "Not known yet: it takes two readings, or nothing was stored today";

function title(stats: DashboardUpdate | null, value: number | null, unit: string): string {
  if (!stats) return WAITING;
  return value === null ? NOT_MEASURED : `${full(value)} ${unit}`;
}

/** The numbers an operator looks at first. */
export function Tiles({ stats }: { stats: DashboardUpdate | null }) {
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
      />
      <StatTile
        label="Bandwidth"
        value={bandwidth}
        text={bitrate(bandwidth)}
        title={title(stats, bandwidth, "bit/s")}
        note={<>peak today {bitrate(stats?.peakBandwidthBpsToday ?? null)}</>}
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
      />
      <StatTile
        label="Streams online"
        value={onlineStreams}
        text={compact(onlineStreams)}
        title={title(stats, onlineStreams, "online")}
        note={<>of {compact(stats?.totalStreams ?? null)}</>}
      />
      <StatTile
        label="Delivered today"
        value={bytesToday}
        text={bytes(bytesToday)}
        title={title(stats, bytesToday, "bytes since 00:00 UTC")}
        note="since 00:00 UTC"
      />
      <StatTile
        label="Sessions today"
        value={sessions}
        text={compact(sessions)}
        title={title(stats, sessions, "since 00:00 UTC")}
        note={<>operators online: {compact(stats?.operatorsOnline ?? null)}</>}
      />
    </dl>
  );
}
