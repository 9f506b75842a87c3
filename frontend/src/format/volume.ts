import { withPrefix } from "./number";
import { UNKNOWN } from "./unknown";

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB", "EB"] as const;
const RATE_UNITS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;

/** Bytes in SI prefixes: 1_500_000 -> "1.5 MB". */
export function bytes(value: number | null): string {
  return value === null ? UNKNOWN : withPrefix(value, BYTE_UNITS);
}

/** Bits per second in SI prefixes: 3_200_000 -> "3.2 Mbit/s". */
export function bitrate(value: number | null): string {
  return value === null ? UNKNOWN : withPrefix(value, RATE_UNITS);
}

const GIGABYTE = 1_000_000_000;

/** Bytes as a number of gigabytes, for a field in which people type them. */
export function inGigabytes(value: number): number {
  return value / GIGABYTE;
}

/** What people typed as gigabytes, in whole bytes. */
export function fromGigabytes(gigabytes: number): number {
  return Math.round(gigabytes * GIGABYTE);
}
