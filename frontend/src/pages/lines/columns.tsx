import { useMemo } from "react";
import { Link } from "wouter";
import type { TableColumn } from "../../components/DataTable";
import { Flash } from "../../components/Flash";
import { StatusMark } from "../../components/StatusMark";
import type { LineDevices, LineRead } from "../../contract/rest";
import { full } from "../../format/number";
import { dateTime, fullTime } from "../../format/time";
import { bytes } from "../../format/volume";
import { useMay } from "../../role";
import { LineSwitch } from "./LineSwitch";
import { stateOf } from "./state";

function columnsOf(devices: ReadonlyMap<number, number>): TableColumn<LineRead>[] {
  return [
    {
      key: "username",
      label: "Line",
      width: "12rem",
      title: (line) => line.username,
      cell: (line) => <Link href={`/lines/${line.id}`}>{line.username}</Link>,
    },
    {
      key: "state",
      label: "State",
      width: "8rem",
      cell: (line) => {
        const { tone, word } = stateOf(line, devices.get(line.id) ?? 0, Date.now());
        return <StatusMark tone={tone}>{word}</StatusMark>;
      },
    },
    {
      key: "devices",
      label: "Devices now",
      width: "7rem",
      right: true,
      title: ({ maxConnections }) => (maxConnections === 0 ? "No limit" : `At most ${full(maxConnections)}`),
      cell: (line) => <Devices line={line} count={devices.get(line.id) ?? 0} />,
    },
    {
      key: "expires",
      label: "Expires",
      width: "9rem",
      title: ({ expiresAt }) => (expiresAt === null ? undefined : fullTime(expiresAt)),
      cell: ({ expiresAt }) => (expiresAt === null ? "never" : dateTime(expiresAt)),
    },
    {
      key: "month",
      label: "This month",
      width: "7rem",
      right: true,
      title: ({ bytesThisMonth, quotaBytesPerMonth: quota }) =>
        `${full(bytesThisMonth)} bytes${quota === null ? "" : ` of ${bytes(quota)}`}`,
      cell: ({ bytesThisMonth }) => bytes(bytesThisMonth),
    },
    { key: "trial", label: "Trial", width: "4rem", cell: ({ trial }) => (trial ? "yes" : "no") },
    {
      key: "created",
      label: "Created",
      width: "9rem",
      title: ({ createdAt }) => fullTime(createdAt),
      cell: ({ createdAt }) => dateTime(createdAt),
    },
  ];
}

function Devices({ line, count }: { line: LineRead; count: number }) {
  const limit = line.maxConnections === 0 ? "" : ` of ${full(line.maxConnections)}`;
  return (
    <Flash value={count}>
      {count === 0 ? `0${limit}` : <Link href={`/connections?lineId=${line.id}`}>{`${full(count)}${limit}`}</Link>}
    </Flash>
  );
}

/** The columns of the list of lines; who may change lines can switch them. */
export function useLineColumns(devices: readonly LineDevices[], reload: () => void): TableColumn<LineRead>[] {
  const mayChange = useMay("admin");
  return useMemo(() => {
    const counts = new Map(devices.map(({ lineId, connections }) => [lineId, connections]));
    const columns = columnsOf(counts);
    if (!mayChange) return columns;
    const actions: TableColumn<LineRead> = {
      key: "actions",
      label: "Actions",
      width: "6rem",
      right: true,
      cell: (line) => <LineSwitch line={line} devices={counts.get(line.id) ?? 0} size="compact-xs" onDone={reload} />,
    };
    return [...columns, actions];
  }, [devices, mayChange, reload]);
}
