import type { ReactNode } from "react";
import { Country } from "../../components/Country";
import type { ConnectionRow } from "../../contract/events";
import { fullTime } from "../../format/time";
import { causeOf } from "./cause";
import { BitrateCell, BytesCell, CauseCell, DurationCell } from "./cells";
import { FilterText } from "./FilterText";
import type { FilterName, Sort } from "./view";

export interface CellContext {
  row: ConnectionRow;
  receivedAtMs: number;
  setFilter: (name: FilterName, value: string) => void;
}

/** What the operator may do with rows. */
export interface RowControl {
  setFilter: CellContext["setFilter"];
  open: (id: string) => void;
  /** null where the role may not kick */
  selected: ReadonlySet<string> | null;
  toggle: (row: ConnectionRow) => void;
  toggleAll: (rows: readonly ConnectionRow[]) => void;
}

export interface Column {
  sort: Sort;
  label: string;
  /** share of the table's width, in any unit */
  width: string;
  right?: boolean;
  title: (row: ConnectionRow) => string | undefined;
  cell: (context: CellContext) => ReactNode;
}

const NOT_KNOWN = "Not known";

/** The columns in their order; a click on a word filters by it. */
export const COLUMNS: readonly Column[] = [
  {
    sort: "username",
    label: "Line",
    width: "6rem",
    title: (row) => row.username ?? "The collector does not know the line",
    cell: ({ row, setFilter }) => <FilterText name="username" value={row.username} setFilter={setFilter} strong />,
  },
  {
    sort: "streamName",
    label: "Stream",
    width: "8rem",
    title: (row) => row.streamName ?? "The collector does not know the stream",
    cell: ({ row, setFilter }) => (
      <FilterText
        name="streamId"
        value={row.streamId === null ? null : String(row.streamId)}
        text={row.streamName}
        setFilter={setFilter}
      />
    ),
  },
  {
    sort: "bitrateBps",
    label: "Bitrate",
    width: "5.5rem",
    right: true,
    title: () => undefined,
    cell: ({ row }) => <BitrateCell row={row} />,
  },
  {
    sort: "bytesTransferred",
    label: "Delivered",
    width: "4.875rem",
    right: true,
    title: () => undefined,
    cell: ({ row }) => <BytesCell row={row} />,
  },
  {
    sort: "duration",
    label: "Duration",
    width: "4.875rem",
    right: true,
    title: (row) => (row.connectedAt === null ? NOT_KNOWN : `Since ${fullTime(row.connectedAt)}`),
    cell: ({ row, receivedAtMs }) => <DurationCell row={row} receivedAtMs={receivedAtMs} />,
  },
  {
    sort: "cause",
    label: "Trouble",
    width: "6rem",
    title: (row) => causeOf(row)?.meaning ?? "The collector cannot tell",
    cell: ({ row }) => <CauseCell row={row} />,
  },
  {
    sort: "country",
    label: "Country",
    width: "7rem",
    title: (row) => row.country ?? row.countryCode ?? "The address is in no loaded geo database",
    cell: ({ row, setFilter }) => (
      <FilterText name="countryCode" value={row.countryCode} setFilter={setFilter}>
        <Country code={row.countryCode} name={row.country} />
      </FilterText>
    ),
  },
  {
    sort: "city",
    label: "City",
    width: "5.75rem",
    title: (row) => row.city ?? NOT_KNOWN,
    cell: ({ row }) => row.city ?? "–",
  },
  {
    sort: "isp",
    label: "ISP",
    width: "6.75rem",
    title: (row) => (row.isp === null ? NOT_KNOWN : `${row.isp}${row.asn === null ? "" : ` (AS${row.asn})`}`),
    cell: ({ row, setFilter }) => <FilterText name="isp" value={row.isp} setFilter={setFilter} />,
  },
  {
    sort: "ip",
    label: "Address",
    width: "7.5rem",
    title: (row) => row.ip ?? NOT_KNOWN,
    cell: ({ row, setFilter }) => <FilterText name="ip" value={row.ip} setFilter={setFilter} />,
  },
  {
    sort: "protocol",
    label: "Protocol",
    width: "4.5rem",
    title: (row) => `${row.protocol}, told by ${row.collector}`,
    cell: ({ row, setFilter }) => <FilterText name="protocol" value={row.protocol} setFilter={setFilter} />,
  },
  {
    sort: "userAgent",
    label: "Player",
    width: "6rem",
    title: (row) => row.userAgent ?? "The player did not say",
    cell: ({ row }) => row.userAgent ?? "–",
  },
];
