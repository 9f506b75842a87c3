import { useCallback, useMemo, useState } from "react";
import { breakdown } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Choice } from "../../components/Choice";
import type { Hover } from "../../components/chartOptions";
import listing from "../../components/Listing.module.css";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { TimeChart } from "../../components/TimeChart";
import type { BandwidthBreakdown } from "../../contract/rest";
import { percent } from "../../format/number";
import { serverNowMs } from "../../realtime/serverNow";
import { PartTable } from "./PartTable";
import { type By, type PageView, SPLITS } from "./pageView";
import { heaped, linesOf, partsOf } from "./parts";
import { queryOf, type Shown, shownOf } from "./shown";

const LIVE_RELOAD_MS = 15_000;
const RELOAD_MS = 60_000;
const MOST_POINTS = 180;
const TOP = 8;
const HEIGHT_PX = 260;

interface SplitProps {
  view: PageView;
  onSplit: (by: By) => void;
  onMark: (fromS: number, toS: number) => void;
  onWhole: () => void;
}

interface Found {
  breakdown: BandwidthBreakdown;
  by: By;
  shown: Shown;
}

/** What bandwidth is made up of, over time: the largest by name and the rest as other. */
export function Split({ view, onSplit, onMark, onWhole }: SplitProps) {
  const { range, span, by } = view;
  const shown = useMemo(() => shownOf({ range, span, measure: "average" }), [range, span]);
  const isLive = span === null && range.isLive;
  const load = useCallback(
    async (signal: AbortSignal): Promise<Found> => {
      const points = Math.min(MOST_POINTS, shown.points);
      const window = isLive ? { windowS: range.windowS } : queryOf(shown, serverNowMs() / 1000);
      return { breakdown: await breakdown({ ...window, points, by, top: TOP }, signal), by, shown };
    },
    [shown, isLive, range, by],
  );
  const asked = useAnswer(load, isLive ? LIVE_RELOAD_MS : RELOAD_MS);
  return (
    <Section
      title={`Breakdown, ${(asked.answer?.shown ?? shown).label}`}
      aside={<Choice legend="Split by" options={SPLITS} value={by} onChoose={onSplit} />}
    >
      <Loaded asked={asked}>{(found) => <Parts found={found} onMark={onMark} onWhole={onWhole} />}</Loaded>
    </Section>
  );
}

interface PartsProps extends Pick<SplitProps, "onMark" | "onWhole"> {
  found: Found;
}

function Parts({ found: { breakdown: told, by, shown }, onMark, onWhole }: PartsProps) {
  const [alone, setAlone] = useState<string | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const parts = useMemo(() => partsOf(told, by), [told, by]);
  const drawn = useMemo(() => {
    const chosen = parts.filter(({ id }) => id === alone);
    return chosen.length === 0 ? parts : chosen;
  }, [parts, alone]);
  const data = useMemo(() => {
    const times = told.timestamps.map((timestamp) => Date.parse(timestamp) / 1000);
    return [times, ...heaped(drawn, times.length)] as [number[], ...(number | null)[][]];
  }, [told, drawn]);
  const colours = drawn.map(({ colour }) => colour).join(" ");
  const lines = useMemo(() => linesOf(colours.split(" ")), [colours]);
  if (parts.length === 0) return <p className={listing.quiet}>Nothing was delivered.</p>;
  return (
    <>
      <TimeChart
        data={data}
        windowS={shown.windowS}
        span={shown.span}
        lines={lines}
        heightPx={HEIGHT_PX}
        label={`Bandwidth by ${by}: ${parts.map(({ name, percent: share }) => `${name} ${percent(share)}`).join(", ")}`}
        onHover={setHover}
        onMark={onMark}
        onWhole={onWhole}
      />
      <PartTable
        label={SPLITS.find(({ value }) => value === by)?.label ?? ""}
        parts={parts}
        moment={hover && { atS: hover.atS, place: data[0].indexOf(hover.atS) }}
        alone={alone}
        onAlone={(id) => setAlone((known) => (known === id ? null : id))}
      />
    </>
  );
}
