import { expect, it } from "vitest";
import { pseudoText } from "./pseudo";

it("lengthens words and turns them round, once", () => {
  const turned = pseudoText("12 streams");
  expect(turned).toBe("12 \u202estreeaams\u202c");
  expect(pseudoText(turned)).toBe(turned);
  expect(pseudoText("42 %")).toBe("42 %");
});
