import { memo } from "react";
import type { ConnectionRow } from "../../contract/events";
import type { ConnectionsState } from "../../realtime/reducer";
import classes from "./ConnectionsTable.module.css";
import { type CellContext, COLUMNS, type Column } from "./columns";
import type { ViewControl } from "./useView";

interface ConnectionsTableProps {
  connections: ConnectionsState;
  control: ViewControl;
}

export function ConnectionsTable({ connections, control }: ConnectionsTableProps) {
  const { rows, page, receivedAtMs } = connections;
  return (
    <table className={classes.table} aria-rowcount={page.matched + 1}>
      <caption className="visually-hidden">Open connections, page of {page.limit} rows</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <HeadCell key={column.sort} column={column} control={control} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} receivedAtMs={receivedAtMs} setFilter={control.setFilter} />
        ))}
      </tbody>
    </table>
  );
}

function HeadCell({ column, control }: { column: Column; control: ViewControl }) {
  const { sort, order } = control.view;
  const sorted = sort === column.sort;
  const direction = order === "asc" ? ("ascending" as const) : ("descending" as const);
  return (
    <th
      scope="col"
      style={{ width: column.width }}
      data-right={column.right}
      {...(sorted ? { "aria-sort": direction } : {})}
    >
      <button type="button" className={classes.sort} onClick={() => control.sortBy(column.sort)}>
        {column.label}
        <span aria-hidden>{sorted ? (order === "asc" ? "↑" : "↓") : ""}</span>
      </button>
    </th>
  );
}

interface RowProps {
  row: ConnectionRow;
  receivedAtMs: number;
  setFilter: CellContext["setFilter"];
}

const Row = memo(function Row({ row, receivedAtMs, setFilter }: RowProps) {
  return (
    <tr data-stale={row.stale} data-connection={row.id}>
      {COLUMNS.map((column) => (
        <td key={column.sort} data-right={column.right} title={column.title(row)}>
          {column.cell({ row, receivedAtMs, setFilter })}
        </td>
      ))}
    </tr>
  );
});
