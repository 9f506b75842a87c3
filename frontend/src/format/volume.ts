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
