import type { Tone } from "../../components/StatusMark";
import type { StreamRead } from "../../contract/rest";
import { full } from "../../format/number";

type Scored = Pick<StreamRead, "healthScore" | "healthClass" | "scoreParts">;

const TONES: Record<NonNullable<Scored["healthClass"]>, Tone> = {
  excellent: "good",
  good: "good",
  fair: "warn",
  poor: "bad",
};

export function scoreTone({ healthClass }: Scored): Tone {
  return healthClass === null ? "idle" : TONES[healthClass];
}

/** The formula with this stream's figures. */
export function scoreTitle({ healthScore, scoreParts }: Scored): string {
  if (healthScore === null) return "Not checked within the last 24 hours";
  if (scoreParts === null) return full(healthScore);
  const { uptime, errors, response } = scoreParts;
  return `${full(healthScore)} = uptime ${full(uptime)} of 40 + errors ${full(errors)} of 35 + response ${full(response)} of 25`;
}
