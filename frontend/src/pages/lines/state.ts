import type { Tone } from "../../components/StatusMark";
import type { LineRead } from "../../contract/rest";

export interface LineState {
  tone: Tone;
  word: string;
}

/** What a line may do now: watching is told apart from being allowed to. */
export function stateOf(line: Pick<LineRead, "enabled" | "expiresAt">, devices: number, nowMs: number): LineState {
  if (!line.enabled) return { tone: "bad", word: "Disabled" };
  if (line.expiresAt !== null && Date.parse(line.expiresAt) <= nowMs) return { tone: "warn", word: "Expired" };
  return devices > 0 ? { tone: "good", word: "Watching" } : { tone: "idle", word: "Idle" };
}
