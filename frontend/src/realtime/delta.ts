import type { ConnectionRow, ConnectionsDelta } from "../contract/events";

/** What a page has become: its rows put in order, the new ones among them, then whole columns replaced. */
export function applyDelta(
  rows: readonly ConnectionRow[],
  { rows: order, columns }: ConnectionsDelta,
): ConnectionRow[] {
  const arranged = order === null ? rows : order.flatMap((row) => (typeof row === "number" ? (rows[row] ?? []) : row));
  return arranged.map((row, index) => ({
    ...row,
    duration: cell(columns.duration, index, row.duration),
    bytesTransferred: cell(columns.bytesTransferred, index, row.bytesTransferred),
    bitrateBps: cell(columns.bitrateBps, index, row.bitrateBps),
    stale: cell(columns.stale, index, row.stale),
    atRisk: cell(columns.atRisk, index, row.atRisk),
    cause: cell(columns.cause, index, row.cause),
  }));
}

function cell<T>(column: readonly T[] | null, index: number, before: T): T {
  const value = column?.[index];
  return value === undefined ? before : value;
}
