import { expect, it } from "vitest";
import { formulaText } from "./formula";

it("names every constant", () => {
  const text = formulaText({
    uptimePoints: 40,
    errorPoints: 35,
    responsePoints: 25,
    worstErrorRate: 0.1,
    bestResponseMs: 200,
    worstResponseMs: 5000,
  });
  expect(text).toBe(
    "Score = 40 × share of the last 24 h it was deliverable\n" +
      "+ 35 × (1 − errored seconds ÷ 10 %, at least 0)\n" +
      "+ 25 × (5,000 ms − median response) ÷ 4,800 ms, between 0 and 1",
  );
});
