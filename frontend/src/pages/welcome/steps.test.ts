import { expect, it } from "vitest";
import { currentStep, doneSteps } from "./steps";

const FRESH = { passwordChanged: false, streams: 0, lines: 0, played: false };

it("goes on from what is not done yet", () => {
  const nothing = new Set<never>();
  expect(currentStep(doneSteps(FRESH), nothing)).toBe("password");
  expect(currentStep(doneSteps({ ...FRESH, passwordChanged: true, lines: 2 }), nothing)).toBe("streams");
  expect(currentStep(doneSteps(FRESH), new Set(["password"] as const))).toBe("streams");
  expect(currentStep(doneSteps({ passwordChanged: true, streams: 1, lines: 1, played: true }), nothing)).toBeNull();
});
