import type { ReactNode } from "react";
import { full } from "../format/number";
import { bitrate } from "../format/volume";
import { Flash } from "./Flash";
import listing from "./Listing.module.css";
import { Section } from "./Section";

interface Area {
  connections: number;
  bandwidthBps: number | null;
}

interface AreaTableProps<Row extends Area> {
  title: string;
  /** what one row is */
  label: string;
  /** said where there is no row */
  nobody: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  name: (row: Row) => ReactNode;
}

/** How connections and bandwidth are shared, for example among countries. */
export function AreaTable<Row extends Area>({ title, label, nobody, rows, keyOf, name }: AreaTableProps<Row>) {
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <p className={listing.quiet}>{nobody}</p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Connections
              </th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Bandwidth
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <td>{name(row)}</td>
                <td data-align="right">
                  <Flash value={row.connections} title={full(row.connections)}>
                    {full(row.connections)}
                  </Flash>
                </td>
                <td data-align="right">
                  <Flash value={row.bandwidthBps} title={`${full(row.bandwidthBps)} bit/s`}>
                    {bitrate(row.bandwidthBps)}
                  </Flash>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
