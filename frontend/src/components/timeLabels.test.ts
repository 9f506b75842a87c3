import { expect, it } from "vitest";
import { axisLabels, timeWithin } from "./timeLabels";

const MIDNIGHT_S = new Date(2026, 10, 20).getTime() / 1000;

it("tells seconds of a short axis, minutes of a longer one, days of a long one", () => {
  expect(axisLabels([MIDNIGHT_S, MIDNIGHT_S + 60])).toEqual(["00:00:00", "00:01:00"]);
  expect(axisLabels([MIDNIGHT_S, MIDNIGHT_S + 3600])).toEqual(["00:00", "01:00"]);
  expect(axisLabels([MIDNIGHT_S - 43_200, MIDNIGHT_S, MIDNIGHT_S + 86_400])).toEqual(["12:00", "20 Nov", "21 Nov"]);
});

it("tells the day of a moment unless the window is short", () => {
  expect(timeWithin(3600, MIDNIGHT_S)).toBe("00:00:00");
  expect(timeWithin(86_400, MIDNIGHT_S)).toBe("20 Nov 26, 00:00");
});
