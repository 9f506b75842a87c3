import type { Tone } from "../../components/StatusMark";
import type { DashboardUpdate } from "../../contract/events";
import { counted } from "../../format/number";
import { milliseconds } from "../../format/time";

export interface Verdict {
  tone: Tone;
  text: string;
}

/** A tick that comes this much of an interval late says that the machine does not keep up. */
const LATE_INTERVALS = 0.5;

/** In one line whether all is as it should be: what is worst comes first. */
export function verdictOf(stats: DashboardUpdate): Verdict {
  const found = faults(stats).sort((one, other) => one.tone.localeCompare(other.tone));
  const [worst] = found;
  if (worst === undefined) return { tone: "good", text: "All is well" };
  return { tone: worst.tone, text: found.map(({ text }) => text).join(", ") };
}

function faults({ collectors, offlineStreams, degradedStreams, tick, intervalS }: DashboardUpdate): Verdict[] {
  const failed = collectors.filter(({ status }) => status === "failed").length;
  const stale = collectors.filter(({ status }) => status === "stale").length;
  const found: Verdict[] = [];
  if (offlineStreams > 0) found.push({ tone: "bad", text: `${counted(offlineStreams, "stream", "streams")} down` });
  if (failed > 0) found.push({ tone: "bad", text: `${counted(failed, "collector", "collectors")} failed` });
  if (degradedStreams > 0) {
    found.push({ tone: "warn", text: `${counted(degradedStreams, "stream", "streams")} degraded` });
  }
  if (stale > 0) found.push({ tone: "warn", text: `${counted(stale, "collector", "collectors")} stale` });
  if (tick.lateMs > LATE_INTERVALS * intervalS * 1000) {
    found.push({ tone: "warn", text: `ticks come ${milliseconds(tick.lateMs)} late` });
  }
  return found;
}
