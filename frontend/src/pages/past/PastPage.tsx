import { useCallback, useMemo, useState } from "react";
import { useAddress } from "../../address/useAddress";
import { connectionsAt, dashboardAt } from "../../api/past";
import { useAnswer } from "../../api/useAnswer";
import { DataTable } from "../../components/DataTable";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import { StatTile } from "../../components/StatTile";
import toolbar from "../../components/Toolbar.module.css";
import type { PastDashboard } from "../../contract/rest";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { COLUMNS } from "./columns";
import { formatPast, momentAt, type Past, parsePast, ROWS_PER_PAGE } from "./moment";
import classes from "./Past.module.css";
import { Scrubber } from "./Scrubber";

const FIRST_MIN = 5;

/** Who was on at a moment of the past, from where, at which mean bitrate. */
export default function PastPage() {
  const [endMs] = useState(() => Date.now());
  const [past, change] = useAddress(parsePast, formatPast);
  const at = past.at === "" ? momentAt(FIRST_MIN, endMs) : past.at;
  const choose = useCallback(
    (chosen: string) => change((known) => ({ ...known, at: chosen, page: 1 }), true),
    [change],
  );
  return (
    <div className={frame.page}>
      <p className={classes.banner}>
        <strong>This is the past:</strong> {fullTime(at)}
      </p>
      <Scrubber at={at} endMs={endMs} onChoose={choose} />
      <Figures at={at} />
      <search className={toolbar.bar}>
        <SearchBox
          label="Search who was on"
          placeholder="Search line, stream, address, city, ISP, player"
          text={past.search}
          onSearch={(search) => change((known) => ({ ...known, search, page: 1 }), true)}
        />
      </search>
      <WhoWasOn at={at} past={past} goTo={(page) => change((known) => ({ ...known, page }))} />
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

interface WhoWasOnProps {
  at: string;
  past: Past;
  goTo: (page: number) => void;
}

function WhoWasOn({ at, past: { search, page }, goTo }: WhoWasOnProps) {
  const query = useMemo(
    () => ({ at, search: search || null, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE }),
    [at, search, page],
  );
  const asked = useAnswer(useCallback((signal: AbortSignal) => connectionsAt(query, signal), [query]));
  return (
    <Loaded asked={asked}>
      {({ rows, page: { total, matched, offset, limit } }) => (
        <>
          <div className={frame.frame} aria-busy={asked.pending}>
            {rows.length === 0 ? (
              <Empty title={total === 0 ? "Nobody was on then" : "Nobody who was on matches"} />
            ) : (
              <DataTable caption="Who was on" columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
            )}
          </div>
          {matched > 0 && (
            <div className={toolbar.foot}>
              <Pager offset={offset} limit={limit} matched={matched} goTo={goTo} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
