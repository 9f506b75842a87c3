import { Country } from "../../components/Country";
import type { Fact } from "../../components/Facts";
import type { ConnectionRow } from "../../contract/events";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { BitrateCell, BytesCell, DurationCell } from "./cells";

/** Who, what, where, how. */
export function connectionFacts(row: ConnectionRow, receivedAtMs: number): Fact[] {
  const place = [row.city, row.country].filter((part) => part !== null).join(", ");
  return [
    { label: "Bitrate", value: <BitrateCell row={row} /> },
    { label: "Delivered", value: <BytesCell row={row} /> },
    { label: "Duration", value: <DurationCell row={row} receivedAtMs={receivedAtMs} /> },
    { label: "Connected", value: fullTime(row.connectedAt) },
    { label: "Address", value: row.ip ?? UNKNOWN },
    { label: "Place", value: <Country code={row.countryCode} name={place || null} /> },
    { label: "ISP", value: row.isp ?? UNKNOWN },
    { label: "Network", value: row.asn === null ? UNKNOWN : `AS${row.asn}`, title: "Autonomous system" },
    { label: "Protocol", value: row.protocol },
    { label: "Type", value: row.streamType ?? UNKNOWN },
    { label: "Collector", value: row.collector },
    { label: "Line", value: row.lineId === null ? UNKNOWN : `#${full(row.lineId)}` },
    { label: "Player", value: row.userAgent ?? UNKNOWN, title: row.userAgent ?? "The player did not say" },
    { label: "Connection", value: row.id },
  ];
}
