import type { FirstRun } from "../../contract/rest";

export const STEPS = ["password", "streams", "lines", "play"] as const;
export type StepName = (typeof STEPS)[number];

/** Which steps are done. */
export function doneSteps({ passwordChanged, streams, lines, played }: FirstRun["steps"]): ReadonlySet<StepName> {
  const done: Record<StepName, boolean> = {
    password: passwordChanged,
    streams,
    lines,
    play: played,
  };
  return new Set(STEPS.filter((step) => done[step]));
}

/** The step to take now: the first that is neither done nor put off; null once all are. */
export function currentStep(done: ReadonlySet<StepName>, putOff: ReadonlySet<StepName>): StepName | null {
  return STEPS.find((step) => !done.has(step) && !putOff.has(step)) ?? null;
}
