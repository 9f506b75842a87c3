import { Link } from "wouter";
import { Country } from "../../components/Country";
import type { TableColumn } from "../../components/DataTable";
import type { ConnectionRow } from "../../contract/events";
import { dateTime, duration, fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { bitrate } from "../../format/volume";

export const COLUMNS: readonly TableColumn<ConnectionRow>[] = [
  {
    key: "username",
    label: "Line",
    width: "9rem",
    cell: ({ lineId, username }) =>
      lineId === null ? (username ?? UNKNOWN) : <Link href={`/lines/${lineId}`}>{username ?? `#${lineId}`}</Link>,
  },
  {
    key: "stream",
    label: "Stream",
    width: "10rem",
    title: ({ streamName }) => streamName ?? "Not known",
    cell: ({ streamName }) => streamName ?? UNKNOWN,
  },
  {
    key: "country",
    label: "Country",
    width: "8rem",
    title: ({ city, country, isp }) => [city, country, isp].filter((part) => part !== null).join(", "),
    cell: ({ country, countryCode }) => <Country code={countryCode} name={country} />,
  },
  { key: "ip", label: "Address", width: "9rem", title: ({ ip }) => ip ?? "Not known", cell: ({ ip }) => ip ?? UNKNOWN },
  {
    key: "began",
    label: "Began",
    width: "9rem",
    title: ({ connectedAt }) => fullTime(connectedAt),
    cell: ({ connectedAt }) => dateTime(connectedAt),
  },
  {
    key: "duration",
    label: "On for",
    width: "6rem",
    right: true,
    title: () => "Until that moment",
    cell: (row) => duration(row.duration),
  },
  {
    key: "bitrate",
    label: "Mean bitrate",
    width: "7rem",
    right: true,
    title: () => "Of the whole session",
    cell: ({ bitrateBps }) => bitrate(bitrateBps),
  },
];
