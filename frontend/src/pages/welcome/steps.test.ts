import { expect, it } from "vitest";
import { currentStep, doneSteps } from "./steps";

const FRESH = { passwordChanged: false, streams: false, lines: false, played: false };

it("goes on from what is not done yet", () => {
  const nothing = new Set<never>();
  expect(currentStep(doneSteps(FRESH), nothing)).toBe("password");
  expect(currentStep(doneSteps({ ...FRESH, passwordChanged: true, lines: true }), nothing)).toBe("streams");
  expect(currentStep(doneSteps(FRESH), new Set(["password"] as const))).toBe("streams");
  expect(
    currentStep(doneSteps({ passwordChanged: true, streams: true, lines: true, played: true }), nothing),
  ).toBeNull();
});
