import { UNKNOWN } from "./unknown";

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86400;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Seconds -> "45s", "3m 20s", "2h 05m", "3d 04h". */
export function duration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN;
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE_S) return `${whole}s`;
  if (whole < HOUR_S) return `${Math.floor(whole / MINUTE_S)}m ${two(whole % MINUTE_S)}s`;
  if (whole < DAY_S) return `${Math.floor(whole / HOUR_S)}h ${two(Math.floor((whole % HOUR_S) / MINUTE_S))}m`;
  return `${Math.floor(whole / DAY_S)}d ${two(Math.floor((whole % DAY_S) / HOUR_S))}h`;
}

/** Milliseconds -> "18 ms", "1.2 s". */
export function milliseconds(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 999.5 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** RFC 3339 -> "14:03:22" in the operator's zone. */
export function clockTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : shortFormat.format(new Date(timestamp));
}

/** RFC 3339 -> date and time with the zone's name, for titles. */
export function fullTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : fullFormat.format(new Date(timestamp));
}

/** RFC 3339 -> "20 Nov 26, 14:03" in the operator's zone. */
export function dateTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : mediumFormat.format(new Date(timestamp));
}

/** RFC 3339 -> "20 Nov" in the operator's zone. */
export function dayMonth(timestamp: string): string {
  return dayFormat.format(new Date(timestamp));
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const mediumFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});
const shortFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const fullFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
