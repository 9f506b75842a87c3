import { useCallback, useMemo } from "react";
import { bandwidth } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import type { BandwidthUpdate } from "../../contract/events";
import { bitrate } from "../../format/volume";
import { columns, type Range } from "../../realtime/history";
import { HistoryChart } from "../bandwidth/HistoryChart";
import type { Reach } from "./moment";

const DAY_S = 86_400;
const POINTS: Record<Reach, number> = { 1: 481, 7: 337, 30: 361 };
const HEIGHT_PX = 130;

interface CourseProps {
  at: string;
  reach: Reach;
  endMs: number;
  onChoose: (at: string) => void;
}

/** What the scrubber runs over: the moment is marked, and a click chooses another. */
export function Course({ at, reach, endMs, onChoose }: CourseProps) {
  const range = useMemo(() => ({ windowS: reach * DAY_S, points: POINTS[reach] }), [reach]);
  const load = useCallback(
    (signal: AbortSignal) => {
      const from = new Date(endMs - range.windowS * 1000).toISOString();
      return bandwidth({ from, to: new Date(endMs).toISOString(), points: range.points }, signal);
    },
    [endMs, range],
  );
  const asked = useAnswer(load);
  return (
    <Section title="Bandwidth up to now">
      <Loaded asked={asked}>
        {(found) => <Chart found={found} at={at} range={range} endMs={endMs} onChoose={onChoose} />}
      </Loaded>
    </Section>
  );
}

interface ChartProps extends Omit<CourseProps, "reach"> {
  found: BandwidthUpdate;
  range: Range;
}

function Chart({ found: { history, stepS, averageBps, peakBps }, at, range, endMs, onChoose }: ChartProps) {
  const data = useMemo(() => columns(history, stepS ?? 0, range), [history, stepS, range]);
  const span = useMemo(() => ({ fromS: endMs / 1000 - range.windowS, toS: endMs / 1000 }), [endMs, range]);
  const onPick = useCallback((atS: number) => onChoose(new Date(Math.round(atS) * 1000).toISOString()), [onChoose]);
  const momentS = Date.parse(at) / 1000;
  const [, bps, connections] = data;
  const place = data[0].findLastIndex((atS) => atS <= momentS);
  return (
    <HistoryChart
      data={data}
      windowS={range.windowS}
      span={span}
      heightPx={HEIGHT_PX}
      momentS={momentS}
      onPick={onPick}
      usual={[bps[place] ?? null, connections[place] ?? null]}
      label={`Bandwidth up to now: average ${bitrate(averageBps)}, peak ${bitrate(peakBps)}`}
    >
      <span>then; a click chooses another moment</span>
    </HistoryChart>
  );
}
