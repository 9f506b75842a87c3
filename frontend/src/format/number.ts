import { region } from "../region/region";
import { UNKNOWN } from "./unknown";

/** "m" for million, as some English regions have it, would be read as a thousandth. */
const shortLocale = region.locale.startsWith("en") ? "en" : region.locale;
const compactFormat = new Intl.NumberFormat(shortLocale, { notation: "compact", maximumFractionDigits: 1 });
const fullFormat = new Intl.NumberFormat(region.locale, { maximumFractionDigits: 1 });

/** 1234 -> "1.2K". */
export function compact(value: number | null): string {
  return value === null ? UNKNOWN : compactFormat.format(value);
}

/** 1234 -> "1,234". */
export function full(value: number | null): string {
  return value === null ? UNKNOWN : fullFormat.format(value);
}

/** 1 -> "1 device", 1200 -> "1,200 devices". */
export function counted(count: number, one: string, many: string): string {
  return `${full(count)} ${count === 1 ? one : many}`;
}

/** 0 to 100 -> "42 %". */
export function percent(value: number | null): string {
  return value === null ? UNKNOWN : `${wholeFormat.format(Math.round(value))} %`;
}

const exactFormat = new Intl.NumberFormat(region.locale, { maximumFractionDigits: 2 });

/** 0 to 100 with two places, cut rather than rounded up to a perfect 100: 99.999 -> "99.99 %". */
export function exactPercent(value: number | null): string {
  return value === null ? UNKNOWN : `${exactFormat.format(Math.floor(value * 100) / 100)} %`;
}

const wholeFormat = new Intl.NumberFormat(region.locale, { maximumFractionDigits: 0, useGrouping: false });
const tenthFormat = new Intl.NumberFormat(region.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Three significant digits of a value already scaled below 1000: 3.204 -> "3.2", 32.04 -> "32", 320.4 -> "320". */
function scaled(value: number): string {
  return value >= 9.95 ? wholeFormat.format(Math.round(value)) : tenthFormat.format(value);
}

/**
 * Scales by powers of 1000, the SI prefixes, and keeps the unit with its number.
 * The base unit itself is shown whole: 512 -> "512 B", 1536 -> "1.5 kB".
 */
export function withPrefix(value: number, units: readonly string[]): string {
  let rest = value;
  let step = 0;
  while (rest >= 999.5 && step < units.length - 1) {
    rest /= 1000;
    step += 1;
  }
  const digits = step === 0 ? wholeFormat.format(Math.round(rest)) : scaled(rest);
  return `${digits} ${units[step]}`;
}
