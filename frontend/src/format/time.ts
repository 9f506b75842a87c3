import { type Region, region } from "../region/region";
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

/** How one region writes moments. Clocks have 24 hours everywhere, so that columns of them line up. */
export function momentsIn({ locale, timeZone }: Pick<Region, "locale" | "timeZone">) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { hourCycle: "h23", timeZone, ...options });
    return (timestamp: string) => made.format(new Date(timestamp));
  };
  return {
    minute: format({ hour: "2-digit", minute: "2-digit" }),
    second: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    full: format({ dateStyle: "medium", timeStyle: "long" }),
    medium: format({ day: "numeric", month: "short", year: "2-digit", hour: "2-digit", minute: "2-digit" }),
    day: format({ day: "numeric", month: "short" }),
  };
}

const moments = momentsIn(region);

/** RFC 3339 -> "14:03:22" in the operator's zone. */
export function clockTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : moments.second(timestamp);
}

/** RFC 3339 -> "14:03" in the operator's zone. */
export function hourMinute(timestamp: string): string {
  return moments.minute(timestamp);
}

/** RFC 3339 -> date and time with the zone's name, for titles. */
export function fullTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : moments.full(timestamp);
}

/** RFC 3339 -> "20 Nov 26, 14:03" in the operator's zone. */
export function dateTime(timestamp: string | null): string {
  return timestamp === null ? UNKNOWN : moments.medium(timestamp);
}

/** RFC 3339 -> "20 Nov" in the operator's zone. */
export function dayMonth(timestamp: string): string {
  return moments.day(timestamp);
}
