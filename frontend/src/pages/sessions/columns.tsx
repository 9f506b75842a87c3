import { Link } from "wouter";
import { Country } from "../../components/Country";
import type { TableColumn } from "../../components/DataTable";
import type { SessionRow } from "../../contract/rest";
import { full } from "../../format/number";
import { dateTime, duration, fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { bitrate, bytes } from "../../format/volume";

export const COLUMNS: readonly TableColumn<SessionRow>[] = [
  {
    key: "username",
    label: "Line",
    width: "8rem",
    sortable: true,
    title: ({ username }) => username ?? "Not known",
    cell: ({ lineId, username }) =>
      lineId === null ? (username ?? UNKNOWN) : <Link href={`/lines/${lineId}`}>{username ?? `#${lineId}`}</Link>,
  },
  {
    key: "streamName",
    label: "Stream",
    width: "9rem",
    sortable: true,
    title: ({ streamName }) => streamName ?? "Not known",
    cell: ({ streamName }) => streamName ?? UNKNOWN,
  },
  {
    key: "connectedAt",
    label: "Began",
    width: "8.25rem",
    sortable: true,
    title: ({ connectedAt }) => fullTime(connectedAt),
    cell: ({ connectedAt }) => dateTime(connectedAt),
  },
  {
    key: "endedAt",
    label: "Ended",
    width: "8.25rem",
    sortable: true,
    title: ({ endedAt }) => (endedAt === null ? "It is open" : fullTime(endedAt)),
    cell: ({ endedAt }) => (endedAt === null ? "open" : dateTime(endedAt)),
  },
  { key: "endReason", label: "Why", width: "6.5rem", cell: ({ endReason }) => endReason ?? UNKNOWN },
  {
    key: "duration",
    label: "Duration",
    width: "5.5rem",
    right: true,
    sortable: true,
    cell: (session) => duration(session.duration),
  },
  {
    key: "bytesTransferred",
    label: "Delivered",
    width: "5.5rem",
    right: true,
    sortable: true,
    title: ({ bytesTransferred, bytesExact }) =>
      `${full(bytesTransferred)} bytes${bytesExact ? ", all of them acknowledged" : ""}`,
    cell: ({ bytesTransferred }) => bytes(bytesTransferred),
  },
  {
    key: "meanBps",
    label: "Mean",
    width: "6rem",
    right: true,
    title: ({ peakBps }) => `At most ${bitrate(peakBps)}`,
    cell: ({ meanBps }) => bitrate(meanBps),
  },
  {
    key: "stall",
    label: "Stalled",
    width: "4.75rem",
    right: true,
    title: () => "How long its viewer was short of data",
    cell: ({ stallS }) => duration(stallS),
  },
  {
    key: "country",
    label: "Country",
    width: "7.5rem",
    title: ({ city, country, isp }) => [city, country, isp].filter((part) => part !== null).join(", "),
    cell: ({ country, countryCode }) => <Country code={countryCode} name={country} />,
  },
  { key: "ip", label: "Address", width: "8rem", title: ({ ip }) => ip ?? "Not known", cell: ({ ip }) => ip ?? UNKNOWN },
  {
    key: "userAgent",
    label: "Player",
    width: "7rem",
    title: ({ userAgent }) => userAgent ?? "The player did not say",
    cell: ({ userAgent }) => userAgent ?? UNKNOWN,
  },
];
