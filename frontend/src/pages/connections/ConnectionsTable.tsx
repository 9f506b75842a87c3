import { type CSSProperties, useEffect, useRef } from "react";
import { useVirtualRows } from "../../components/useVirtualRows";
import type { ConnectionsState } from "../../realtime/reducer";
import classes from "./ConnectionsTable.module.css";
import { COLUMNS, type Column, type RowControl } from "./columns";
import { type Look, rowPxOf } from "./look";
import { ConnectionRowCells, WaitingRow } from "./TableRow";
import { useScrollAddress } from "./useScrollAddress";
import { useTableKeys } from "./useTableKeys";
import type { ViewControl } from "./useView";
import { formatView } from "./view";

export interface RowsProps {
  connections: ConnectionsState;
  control: ViewControl;
  rowControl: RowControl;
}

interface ConnectionsTableProps extends RowsProps {
  look: Look;
  /** the rows in view, counted from 0, the last excluded */
  onShow: (top: number, bottom: number, count: number) => void;
}

/** All rows that match under one scroll; those in view are drawn, and fetched a moment after the scrolling comes near. */
export function ConnectionsTable({ connections, control, rowControl, look, onShow }: ConnectionsTableProps) {
  const { rows, page, receivedAtMs } = connections;
  const frame = useRef<HTMLElement>(null);
  const rowPx = rowPxOf(look.density);
  const { extent, span } = useVirtualRows(frame, page.matched, rowPx);
  const { top, bottom, first, end } = span;
  useTableKeys(frame, Math.max(rowPx, extent.viewPx - rowPx));
  useScrollAddress({
    scroller: frame,
    extent,
    top,
    row: control.view.row,
    view: `${rowPx} ${formatView({ ...control.view, row: 0, look: null, opened: null })}`,
    onRest: control.rest,
  });
  useEffect(() => onShow(top, bottom, page.matched), [onShow, top, bottom, page.matched]);

  const columns = COLUMNS.filter((column) => !look.hidden.includes(column.sort));
  const inView = rows.slice(Math.max(0, top - page.offset), Math.max(0, bottom - page.offset));
  return (
    <section ref={frame} className={classes.frame} aria-label="Open connections" tabIndex={-1}>
      <table
        className={classes.table}
        aria-rowcount={page.matched + 1}
        data-density={look.density}
        style={{ "--row": `${rowPx}px` } as CSSProperties}
      >
        <caption className="visually-hidden">Open connections</caption>
        <Head columns={columns} control={control} rowControl={rowControl} inView={inView} />
        <tbody>
          <tr aria-hidden className={classes.space} style={{ height: span.abovePx }} />
          {Array.from({ length: end - first }, (_, place) => {
            const index = first + place;
            const row = rows[index - page.offset];
            return row === undefined ? (
              <WaitingRow key={`waiting ${index}`} index={index} columns={columns.length} />
            ) : (
              <ConnectionRowCells
                key={row.id}
                index={index}
                row={row}
                columns={columns}
                receivedAtMs={receivedAtMs}
                rowControl={rowControl}
                isSelected={rowControl.selected?.has(row.id) ?? false}
              />
            );
          })}
          <tr aria-hidden className={classes.space} style={{ height: span.belowPx }} />
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps {
  columns: readonly Column[];
  control: ViewControl;
  rowControl: RowControl;
  inView: ConnectionsState["rows"];
}

function Head({ columns, control, rowControl: { selected, toggleAll }, inView }: HeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selected !== null && (
          <th scope="col" className={classes.tick}>
            <input
              type="checkbox"
              aria-label="Select the rows in view"
              checked={inView.length > 0 && inView.every(({ id }) => selected.has(id))}
              onChange={() => toggleAll(inView)}
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
