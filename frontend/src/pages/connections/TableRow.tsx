import { memo } from "react";
import type { ConnectionRow } from "../../contract/events";
import classes from "./ConnectionsTable.module.css";
import type { Column, RowControl } from "./columns";
import { nameOf } from "./kicks";

/** Readers of a screen count rows from 1, the head included. */
const FIRST_ROW_INDEX = 2;

interface ConnectionRowProps {
  /** counted from 0 */
  index: number;
  row: ConnectionRow;
  columns: readonly Column[];
  receivedAtMs: number;
  rowControl: RowControl;
  isSelected: boolean;
}

export const ConnectionRowCells = memo(function ConnectionRowCells(props: ConnectionRowProps) {
  const { index, row, columns, receivedAtMs, rowControl, isSelected } = props;
  const { setFilter, selected, toggle, open } = rowControl;
  return (
    <tr
      aria-rowindex={index + FIRST_ROW_INDEX}
      data-stale={row.stale}
      data-connection={row.id}
      data-selected={isSelected}
    >
      {selected !== null && (
        <td className={classes.tick}>
          <input
            type="checkbox"
            aria-label={`Select ${nameOf(row)}`}
            checked={isSelected}
            onChange={() => toggle(row)}
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

/** Stands for a row that was scrolled to and has not come yet. */
export function WaitingRow({ index, columns }: { index: number; columns: number }) {
  return (
    <tr aria-rowindex={index + FIRST_ROW_INDEX} data-waiting>
      <td colSpan={columns + FIRST_ROW_INDEX} className={classes.waiting}>
        <span className={classes.bone} aria-hidden />
        <span className="visually-hidden">Not fetched yet</span>
      </td>
    </tr>
  );
}
