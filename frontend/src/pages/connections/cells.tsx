import { Flash } from "../../components/Flash";
import { StatusMark } from "../../components/StatusMark";
import type { ConnectionRow } from "../../contract/events";
import { full } from "../../format/number";
import { duration } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { bitrate, bytes } from "../../format/volume";
import { useNowMs } from "../../realtime/now";
import { causeOf } from "./cause";

/** Runs on by the page's own clock between two ticks; a stale row stands still. */
export function DurationCell({ row, receivedAtMs }: { row: ConnectionRow; receivedAtMs: number }) {
  const nowMs = useNowMs();
  const sinceS = row.stale ? 0 : Math.max(0, (nowMs - receivedAtMs) / 1000);
  return <span className="number">{duration(row.duration === null ? null : row.duration + sinceS)}</span>;
}

export function BytesCell({ row }: { row: ConnectionRow }) {
  const value = row.bytesTransferred;
  return (
    <Flash value={value} title={value === null ? "The collector cannot tell" : `${full(value)} bytes`}>
      {bytes(value)}
    </Flash>
  );
}

export function BitrateCell({ row }: { row: ConnectionRow }) {
  const value = row.bitrateBps;
  if (row.stale) {
    return <span title={`Not refreshed: ${row.collector} does not answer, or the connection is ending`}>stale</span>;
  }
  return (
    <Flash value={value} title={value === null ? "It takes two readings" : `${full(value)} bit/s`}>
      {bitrate(value)}
    </Flash>
  );
}

export function CauseCell({ row }: { row: ConnectionRow }) {
  const cause = causeOf(row);
  return cause === null ? UNKNOWN : <StatusMark tone={cause.tone}>{cause.word}</StatusMark>;
}
