import type { StreamHealthRow } from "../../contract/events";
import type { StreamRead } from "../../contract/rest";

/** What is kept of a stream, with what the newest tick says of it. */
export function withHealth(stream: StreamRead, health: ReadonlyMap<number, StreamHealthRow>): StreamRead {
  const row = health.get(stream.id);
  if (!row) return stream;
  const { streamId: _id, streamName: _name, ...vitals } = row;
  return { ...stream, ...vitals };
}

/** The indicators of ETSI TR 101 290, section 5.2, under their names there. */
export const INDICATORS = {
  syncLosses: "TS_sync_loss",
  syncErrors: "Sync_byte_error",
  patErrors: "PAT_error_2",
  ccErrors: "Continuity_count_error",
  pmtErrors: "PMT_error_2",
  pidErrors: "PID_error",
  transportErrors: "Transport_error",
  crcErrors: "CRC_error",
  pcrErrors: "PCR errors",
  ptsErrors: "PTS_error",
} as const satisfies Partial<Record<keyof StreamRead, string>>;

const INDICATOR_KEYS = Object.keys(INDICATORS) as (keyof typeof INDICATORS)[];

/** Errors of every kind; null where none of them is counted. */
export function errorSum(stream: StreamRead): number | null {
  const counts = INDICATOR_KEYS.map((key) => stream[key]).filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** "Continuity_count_error 12, PAT_error_2 1": what occurred, for a title. */
export function errorList(stream: StreamRead): string {
  if (errorSum(stream) === null) return "Nothing is counted while the source is not pulled";
  const occurred = INDICATOR_KEYS.filter((key) => (stream[key] ?? 0) > 0);
  if (occurred.length === 0) return "No error since its source was connected to";
  return `${occurred.map((key) => `${INDICATORS[key]} ${stream[key]}`).join(", ")}, since its source was connected to`;
}
