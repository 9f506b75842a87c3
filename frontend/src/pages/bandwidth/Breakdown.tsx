import { useMemo } from "react";
import { Link } from "wouter";
import type { Asked } from "../../api/useAnswer";
import listing from "../../components/Listing.module.css";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import type { BandwidthUpdate } from "../../contract/events";
import { compact, full, percent } from "../../format/number";
import { bitrate, bytes } from "../../format/volume";
import classes from "./BandwidthPage.module.css";
import type { Look } from "./ranges";
import { type ShareRow, shareRows } from "./shares";
import { shownOf } from "./shown";
import type { Stored } from "./useStored";

interface BreakdownProps {
  asked: Asked<Stored>;
  look: Look;
}

/** Which streams a window's bytes were of. */
export function Breakdown({ asked, look }: BreakdownProps) {
  return (
    <Section title={`Streams, ${(asked.answer?.shown ?? shownOf(look)).label}`}>
      <Loaded asked={asked}>{({ found }) => <Shares found={found} />}</Loaded>
    </Section>
  );
}

function Shares({ found }: { found: BandwidthUpdate }) {
  const rows = useMemo(() => shareRows(found), [found]);
  if (rows.length === 0) return <p className={listing.quiet}>Nothing was delivered.</p>;
  return (
    <table className={listing.listing}>
      <thead>
        <tr>
          <th scope="col">Stream</th>
          <th scope="col">Share</th>
          <th scope="col" data-align="right" style={{ width: "5.5rem" }}>
            Delivered
          </th>
          <th scope="col" data-align="right" data-optional style={{ width: "6.5rem" }}>
            Average
          </th>
          <th scope="col" data-align="right" data-optional style={{ width: "5.5rem" }}>
            Viewers
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.streamId} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: ShareRow }) {
  return (
    <tr>
      <td title={row.name}>
        {row.streamId === null ? (
          <span title="All other streams, and what is no stream's">{row.name}</span>
        ) : (
          <Link href={`/streams/${row.streamId}`}>{row.name}</Link>
        )}
      </td>
      <td>
        <span className={classes.share}>
          <span className={classes.track} aria-hidden>
            <span className={classes.fill} data-rest={row.streamId === null} style={{ width: `${row.percent}%` }} />
          </span>
          <span className="number">{percent(row.percent)}</span>
        </span>
      </td>
      <td data-align="right" className="number" title={`${full(row.bytes)} bytes`}>
        {bytes(row.bytes)}
      </td>
      <td data-align="right" data-optional className="number" title={`${full(row.bps)} bit/s`}>
        {bitrate(row.bps)}
      </td>
      <td
        data-align="right"
        data-optional
        className="number"
        title={row.viewers === null ? "Not counted together" : `${full(row.viewers)} on average`}
      >
        {compact(row.viewers)}
      </td>
    </tr>
  );
}
