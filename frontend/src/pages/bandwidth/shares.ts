import type { BandwidthUpdate } from "../../contract/events";

/** What one stream, or all that are not named, had of a window. */
export interface ShareRow {
  /** null: all others together */
  streamId: number | null;
  name: string;
  bytes: number;
  /** 0 to 100 */
  percent: number;
  bps: number | null;
  viewers: number | null;
}

/** The largest streams of a window, and the rest of its bytes, whose they may be. */
export function shareRows({ perStream, totalBytes, averageBps }: BandwidthUpdate): ShareRow[] {
  const rows: ShareRow[] = perStream
    .filter(({ bytes }) => bytes > 0)
    .map(({ streamId, streamName, bytes, bps, viewers }) => ({
      streamId,
      name: streamName ?? `Stream ${streamId}`,
      bytes,
      percent: percentOf(bytes, totalBytes),
      bps,
      viewers,
    }));
  const otherBytes = totalBytes - rows.reduce((sum, { bytes }) => sum + bytes, 0);
  if (otherBytes <= 0) return rows;
  const known = rows.reduce((sum, { bps }) => sum + (bps ?? 0), 0);
  const other: ShareRow = {
    streamId: null,
    name: "Other",
    bytes: otherBytes,
    percent: percentOf(otherBytes, totalBytes),
    bps: averageBps === null ? null : Math.max(0, averageBps - known),
    viewers: null,
  };
  return [...rows, other];
}

function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, (part / whole) * 100) : 0;
}
