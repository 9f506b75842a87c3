import { useCallback, useState } from "react";
import { Link } from "wouter";
import { useAddress } from "../../address/useAddress";
import { dashboardAt } from "../../api/past";
import { useAnswer } from "../../api/useAnswer";
import { Choice } from "../../components/Choice";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { StatTile } from "../../components/StatTile";
import toolbar from "../../components/Toolbar.module.css";
import type { PastDashboard } from "../../contract/events";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { serverNowMs } from "../../realtime/serverNow";
import { Course } from "./Course";
import { formatPast, momentAt, parsePast, type Reach, SHOWS, type Show } from "./moment";
import classes from "./Past.module.css";
import { PastMap } from "./PastMap";
import { Scrubber } from "./Scrubber";
import { Shares } from "./Shares";
import { WhoWasOn } from "./WhoWasOn";

const FIRST_MIN = 5;
const NAMES: Record<Show, string> = { dashboard: "Dashboard", connections: "Connections", map: "Map" };
const NOW: Record<Show, string> = { dashboard: "/", connections: "/connections", map: "/map" };
const OPTIONS = SHOWS.map((show) => ({ value: show, label: NAMES[show] }));

/** Dashboard, connections and map as they were at a moment of the past. */
export default function PastPage() {
  const [endMs] = useState(serverNowMs);
  const [past, change] = useAddress(parsePast, formatPast);
  const at = past.at === "" ? momentAt(FIRST_MIN, endMs) : past.at;
  const then = { ...past, at };
  const choose = useCallback(
    (chosen: string) => change((known) => ({ ...known, at: chosen, page: 1 }), true),
    [change],
  );
  const reach = (chosen: Reach) => change((known) => ({ ...known, reach: chosen }), true);
  const show = (chosen: Show) => change((known) => ({ ...known, show: chosen, search: "", page: 1 }));
  return (
    <div className={`${frame.page} ${classes.past}`}>
      <div className={classes.banner}>
        <span role="status">
          <strong>This is the past:</strong> {fullTime(at)}
        </span>
        <Link href={NOW[past.show]} className={classes.back}>
          Back to now
        </Link>
      </div>
      <Course at={at} reach={past.reach} endMs={endMs} onChoose={choose} />
      <Scrubber at={at} reach={past.reach} endMs={endMs} onChoose={choose} onReach={reach} />
      <div className={toolbar.bar}>
        <Choice legend="What is shown of it" options={OPTIONS} value={past.show} onChoose={show} />
      </div>
      <Figures at={at} />
      {past.show === "dashboard" && <Shares past={then} />}
      {past.show === "connections" && <WhoWasOn past={then} change={change} />}
      {past.show === "map" && <PastMap past={then} change={change} />}
    </div>
  );
}

function Figures({ at }: { at: string }) {
  const asked = useAnswer(useCallback((signal: AbortSignal) => dashboardAt(at, signal), [at]));
  return <Loaded asked={asked}>{(figures) => <Tiles figures={figures} />}</Loaded>;
}

function Tiles({ figures }: { figures: PastDashboard }) {
  const { activeConnections, onlineLines, bandwidthBps, bytesToday, sessionsToday } = figures;
  return (
    <dl className={classes.tiles}>
      <StatTile
        label="Connections"
        value={activeConnections}
        text={full(activeConnections)}
        title={full(activeConnections)}
        note={`peak of that day so far ${full(figures.peakConnectionsToday)}`}
      />
      <StatTile label="Lines online" value={onlineLines} text={full(onlineLines)} title={full(onlineLines)} note="" />
      <StatTile
        label="Bandwidth"
        value={bandwidthBps}
        text={bitrate(bandwidthBps)}
        title={bandwidthBps === null ? "Nothing was measured in that minute" : `${full(bandwidthBps)} bit/s`}
        note={`peak of that day so far ${bitrate(figures.peakBandwidthBpsToday)}`}
      />
      <StatTile
        label="Delivered that day"
        value={bytesToday}
        text={bytes(bytesToday)}
        title={`${full(bytesToday)} bytes`}
        note={`${full(sessionsToday)} sessions began`}
      />
    </dl>
  );
}
