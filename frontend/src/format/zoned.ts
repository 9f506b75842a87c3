import { region } from "../region/region";

const MINUTE_MS = 60_000;

function fieldFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}

function fieldAt(ms: number, timeZone: string | undefined): string {
  return fieldFormat(timeZone).format(ms).replace(" ", "T");
}

/** RFC 3339 -> "2026-03-01T12:00" in the operator's zone, as a browser's field for date and time has it. */
export function toField(timestamp: string, timeZone = region.timeZone): string {
  return fieldAt(Date.parse(timestamp), timeZone);
}

/**
 * "2026-03-01T12:00" in the operator's zone -> RFC 3339. A time that the clock shows twice is the first of both, one that it
 * skips is as far behind the jump as it says.
 */
export function fromField(field: string, timeZone = region.timeZone): string {
  const wantedMs = Date.parse(`${field}Z`);
  const offsetMs = (ms: number) => Date.parse(`${fieldAt(ms, timeZone)}Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  const offsets = [wantedMs - 24 * 60 * MINUTE_MS, wantedMs + 24 * 60 * MINUTE_MS].map(offsetMs);
  const fitting = offsets.find((offset) => offsetMs(wantedMs - offset) === offset) ?? offsets[0] ?? 0;
  return new Date(wantedMs - fitting).toISOString();
}
