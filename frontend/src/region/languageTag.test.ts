import { expect, it } from "vitest";
import { isLanguageTag } from "./languageTag";

it("tells a language tag from what some environments report", () => {
  expect(isLanguageTag("en-US")).toBe(true);
  expect(isLanguageTag("en-US@posix")).toBe(false);
  expect(isLanguageTag("")).toBe(false);
});
