import { memo } from "react";
import type { ConnectionRow } from "../../contract/events";
import type { ConnectionsState } from "../../realtime/reducer";
import classes from "./ConnectionsTable.module.css";
import { COLUMNS, type Column, type RowControl } from "./columns";
import { nameOf } from "./kicks";
import type { Density } from "./preferences";
import type { ViewControl } from "./useView";

export interface RowsProps {
  connections: ConnectionsState;
  control: ViewControl;
  rowControl: RowControl;
  hidden: readonly string[];
  density: Density;
  onToggleAll: () => void;
}

export function ConnectionsTable({ connections, control, rowControl, hidden, density, onToggleAll }: RowsProps) {
  const { rows, page, receivedAtMs } = connections;
  const columns = COLUMNS.filter((column) => !hidden.includes(column.sort));
  const { selected } = rowControl;
  return (
    <table className={classes.table} aria-rowcount={page.matched + 1} data-density={density}>
      <caption className="visually-hidden">Open connections, page of {page.limit} rows</caption>
      <thead>
        <tr>
          {selected !== null && (
            <th scope="col" className={classes.tick}>
              <input
                type="checkbox"
                aria-label="Select all rows of this page"
                checked={selected.size === rows.length}
                onChange={onToggleAll}
              />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.sort} column={column} control={control} />
          ))}
          <th scope="col" className={classes.details}>
            <span className="visually-hidden">Details</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            columns={columns}
            receivedAtMs={receivedAtMs}
            rowControl={rowControl}
            isSelected={selected?.has(row.id) ?? false}
          />
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
  columns: readonly Column[];
  receivedAtMs: number;
  rowControl: RowControl;
  isSelected: boolean;
}

const Row = memo(function Row({ row, columns, receivedAtMs, rowControl, isSelected }: RowProps) {
  const { setFilter, selected, toggle, open } = rowControl;
  return (
    <tr data-stale={row.stale} data-connection={row.id} data-selected={isSelected}>
      {selected !== null && (
        <td className={classes.tick}>
          <input
            type="checkbox"
            aria-label={`Select ${nameOf(row)}`}
            checked={isSelected}
            onChange={() => toggle(row.id)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.sort} data-column={column.sort} data-right={column.right} title={column.title(row)}>
          {column.cell({ row, receivedAtMs, setFilter })}
        </td>
      ))}
      <td className={classes.details}>
        <button
          type="button"
          className={classes.open}
          aria-label={`Details of ${nameOf(row)}`}
          onClick={() => open(row.id)}
        >
          ›
        </button>
      </td>
    </tr>
  );
});
