import { useCallback } from "react";
import { readLineUse } from "../../api/lines";
import { useAnswer } from "../../api/useAnswer";
import { Facts } from "../../components/Facts";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { Sparkline } from "../../components/Sparkline";
import type { LineUse } from "../../contract/rest";
import { full, percent } from "../../format/number";
import { bytes } from "../../format/volume";

const RELOAD_MS = 30_000;
const DAYS = 30;

/** What was delivered to the line this month, and of what it may have. */
export function Use({ lineId }: { lineId: number }) {
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => readLineUse(lineId, DAYS, signal), [lineId]),
    RELOAD_MS,
  );
  return (
    <Section title="Use">
      <Loaded asked={asked}>{(use) => <Figures use={use} />}</Loaded>
    </Section>
  );
}

function Figures({ use: { bytesThisMonth, quotaBytesPerMonth: quota, days } }: { use: LineUse }) {
  const largest = Math.max(0, ...days.map((day) => day.bytes));
  return (
    <>
      <Facts
        facts={[
          { label: "This month (UTC)", value: bytes(bytesThisMonth), title: `${full(bytesThisMonth)} bytes` },
          { label: "Quota", value: quota === null ? "no limit" : `${bytes(quota)} a month` },
          { label: "Of the quota", value: quota === null ? "–" : percent((bytesThisMonth / quota) * 100) },
        ]}
      />
      {days.length > 1 && (
        <Sparkline
          values={days.map((day) => day.bytes)}
          label={`Delivered on each of the last ${days.length} days, at most ${bytes(largest)}`}
        />
      )}
    </>
  );
}
