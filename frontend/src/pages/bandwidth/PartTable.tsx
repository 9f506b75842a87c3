import { Link } from "wouter";
import listing from "../../components/Listing.module.css";
import { full, percent } from "../../format/number";
import { clockTime } from "../../format/time";
import { bitrate } from "../../format/volume";
import classes from "./PartTable.module.css";
import type { Part } from "./parts";

interface PartTableProps {
  /** what the parts are */
  label: string;
  parts: readonly Part[];
  /** what is pointed at on the chart, instead of the mean of everything */
  moment: { atS: number; place: number } | null;
  /** the part that is drawn alone */
  alone: string | null;
  onAlone: (id: string) => void;
}

/** The parts of a breakdown, which is also the chart's legend. */
export function PartTable({ label, parts, moment, alone, onAlone }: PartTableProps) {
  return (
    <table className={listing.listing}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" data-align="right" data-optional style={{ width: "4.5rem" }}>
            Share
          </th>
          <th scope="col" data-align="right" style={{ width: "6rem" }}>
            {moment === null ? "Average" : clockTime(new Date(moment.atS * 1000).toISOString())}
          </th>
          <th scope="col" data-align="right" data-optional style={{ width: "6rem" }}>
            Peak
          </th>
          <th scope="col" data-align="right" style={{ width: "6rem" }}>
            Now
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <Row
            key={part.id}
            part={part}
            bps={moment === null ? part.averageBps : (part.bps[moment.place] ?? null)}
            alone={alone === part.id}
            onAlone={onAlone}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  part: Part;
  bps: number | null;
  alone: boolean;
  onAlone: (id: string) => void;
}

function Row({ part: { id, name, colour, percent: share, peakBps, href }, bps, alone, onAlone }: RowProps) {
  return (
    <tr>
      <td title={name}>
        <button type="button" className={classes.part} aria-pressed={alone} onClick={() => onAlone(id)}>
          <i className={classes.key} style={{ background: `var(${colour})` }} />
          {name}
        </button>
      </td>
      <td data-align="right" data-optional className="number">
        {percent(share)}
      </td>
      <td data-align="right" className="number" title={`${full(bps)} bit/s`}>
        {bitrate(bps)}
      </td>
      <td data-align="right" data-optional className="number">
        {bitrate(peakBps)}
      </td>
      <td data-align="right">
        {href !== null && (
          <Link href={href} aria-label={`Connections of ${name}`}>
            connections
          </Link>
        )}
      </td>
    </tr>
  );
}
