import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo } from "react";
import classes from "./DataTable.module.css";
import { NARROW } from "./narrow";

export interface TableColumn<Row> {
  key: string;
  label: string;
  /** share of the table's width; the sum is the least width of the table */
  width: string;
  right?: boolean;
  /** whether the server can sort by it */
  sortable?: boolean;
  /** a card shows it without its label: the first is the card's name */
  plain?: boolean;
  title?: (row: Row) => string | undefined;
  cell: (row: Row) => ReactNode;
}

export interface Sorting {
  sort: string;
  order: "asc" | "desc";
  onSort: (key: string) => void;
}

interface DataTableProps<Row> {
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  sorting?: Sorting;
  /** marks rows that are not in force, for example disabled ones */
  isQuiet?: (row: Row) => boolean;
}

/** Rows under headers, or cards where the page is narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  return narrow ? <Cards {...props} /> : <Grid {...props} />;
}

function Grid<Row>({ caption, columns, rows, keyOf, sorting, isQuiet }: DataTableProps<Row>) {
  const width = useMemo(() => `calc(${columns.map((column) => column.width).join(" + ")})`, [columns]);
  return (
    <table className={classes.table} style={{ minWidth: width }}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} data-row={keyOf(row)} data-quiet={isQuiet?.(row)}>
            {columns.map((column) => (
              <td key={column.key} data-right={column.right} title={column.title?.(row)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps<Row> {
  column: TableColumn<Row>;
  sorting: Sorting | undefined;
}

function Head<Row>({ column, sorting }: HeadProps<Row>) {
  const { key, label, width, right, sortable } = column;
  const sorted = sorting?.sort === key;
  const ascending = sorting?.order === "asc";
  if (!sorting || !sortable) {
    return (
      <th scope="col" style={{ width }} data-right={right} className={classes.plain}>
        {label}
      </th>
    );
  }
  const direction = ascending ? ("ascending" as const) : ("descending" as const);
  return (
    <th scope="col" style={{ width }} data-right={right} {...(sorted ? { "aria-sort": direction } : {})}>
      <button type="button" className={classes.sort} onClick={() => sorting.onSort(key)}>
        {label}
        <span aria-hidden>{sorted ? (ascending ? "↑" : "↓") : ""}</span>
      </button>
    </th>
  );
}

function Cards<Row>({ caption, columns, rows, keyOf, isQuiet }: DataTableProps<Row>) {
  return (
    <ul className={classes.cards} aria-label={caption}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={classes.card} data-row={keyOf(row)} data-quiet={isQuiet?.(row)}>
          {columns.map((column, index) => (
            <div key={column.key} className={classes.field} data-plain={column.plain ?? index === 0}>
              <span className={classes.label}>{column.label}</span>
              <span className={classes.value}>{column.cell(row)}</span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
