import { Link } from "wouter";
import { Flash } from "../../components/Flash";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import type { LineShare } from "../../contract/events";
import { compact, full } from "../../format/number";
import { bitrate } from "../../format/volume";

/** The lines that take most now. */
export function TopLines({ lines }: { lines: readonly LineShare[] | null }) {
  return (
    <Section title="Top lines">
      {lines === null || lines.length === 0 ? (
        <p className={listing.quiet}>{lines === null ? "Waiting for the first data." : "No line is watching."}</p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Connections
              </th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Bandwidth
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.lineId} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ line: { lineId, username, connections, bandwidthBps } }: { line: LineShare }) {
  return (
    <tr>
      <td>
        <Link href={`/lines/${lineId}`} title="What is known of this line">
          {username ?? `Line ${lineId}`}
        </Link>
      </td>
      <td data-align="right">
        <Flash value={connections} title={full(connections)}>
          {compact(connections)}
        </Flash>
      </td>
      <td data-align="right">
        <Flash
          value={bandwidthBps}
          title={bandwidthBps === null ? "It takes two readings" : `${full(bandwidthBps)} bit/s`}
        >
          {bitrate(bandwidthBps)}
        </Flash>
      </td>
    </tr>
  );
}
