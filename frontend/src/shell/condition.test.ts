import { expect, it } from "vitest";
import { conditionOf } from "./condition";

it("says what is worst", () => {
  expect(conditionOf("live", 0, 0)).toEqual({ tone: "good", prefix: "" });
  expect(conditionOf("cached", 0, 0)).toEqual({ tone: "warn", prefix: "" });
  expect(conditionOf("live", 0, 3)).toEqual({ tone: "warn", prefix: "(3 degraded) " });
  expect(conditionOf("cached", 2, 3)).toEqual({ tone: "bad", prefix: "(2 offline) " });
  expect(conditionOf("reconnecting", 2, 3)).toEqual({ tone: "bad", prefix: "(!) " });
});
