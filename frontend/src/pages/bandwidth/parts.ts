import type { ChartLine } from "../../components/chartLines";
import type { BandwidthBreakdown } from "../../contract/rest";
import type { By } from "./pageView";

type Bps = number | null;

/** One of those that bandwidth is split into. */
export interface Part {
  /** tells parts apart */
  id: string;
  name: string;
  /** a colour's name among the page's */
  colour: string;
  bps: readonly Bps[];
  averageBps: Bps;
  peakBps: Bps;
  /** of everything, 0 to 100 */
  percent: number | null;
  /** its connections; null where there is nothing to list */
  href: string | null;
}

const FILTERS: Record<By, string> = { stream: "streamId", country: "countryCode", isp: "isp", collector: "collector" };
const NOUNS: Record<By, string> = { stream: "Stream", country: "Country", isp: "ISP", collector: "Collector" };
const COLOURS = 8;
const REST_COLOUR = "--part-rest";

/** The parts, largest first, with what is in none of them last. */
export function partsOf({ series, other, total }: BandwidthBreakdown, by: By): Part[] {
  const wholeBps = mean(total);
  const parts = series.map(({ key, name, bps }, place) => ({
    id: key === null ? "unknown" : `key ${key}`,
    name: name ?? (key === null ? "Not known" : `${NOUNS[by]} ${key}`),
    colour: `--part-${place % COLOURS}`,
    href: key === null ? null : `/connections?${new URLSearchParams({ [FILTERS[by]]: String(key) })}`,
    ...figures(bps, wholeBps),
  }));
  if (!other.some((bps) => (bps ?? 0) > 0)) return parts;
  return [...parts, { id: "other", name: "Other", colour: REST_COLOUR, href: null, ...figures(other, wholeBps) }];
}

function figures(bps: readonly Bps[], wholeBps: Bps): Pick<Part, "bps" | "averageBps" | "peakBps" | "percent"> {
  const known = bps.filter((value) => value !== null);
  const averageBps = mean(bps);
  return {
    bps,
    averageBps,
    peakBps: known.length === 0 ? null : known.reduce((highest, value) => Math.max(highest, value), 0),
    percent: averageBps === null || !wholeBps ? null : Math.min(100, (averageBps / wholeBps) * 100),
  };
}

function mean(values: readonly Bps[]): Bps {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) / known.length);
}

/**
 * The parts heaped up: each line is the sum of a part and all larger ones, the highest line first, so that each is drawn
 * over what it hides.
 */
export function heaped(parts: readonly Part[], length: number): Bps[][] {
  let below: Bps[] = Array.from({ length }, () => null);
  const heaps = parts.map(({ bps }) => {
    below = below.map((sum, place) => added(sum, bps[place] ?? null));
    return below;
  });
  return heaps.reverse();
}

function added(one: Bps, other: Bps): Bps {
  if (one === null) return other;
  return one + (other ?? 0);
}

/** How the heaps of parts of these colours look, the highest first. */
export function linesOf(colours: readonly string[]): ChartLine[] {
  return colours.map((colour) => ({ scale: "bps" as const, colour, fill: colour, width: 0 })).reverse();
}
