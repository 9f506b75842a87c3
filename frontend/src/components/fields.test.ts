import { expect, it } from "vitest";
import { choiceIn, textIn } from "./fields";

const form = new FormData();
form.set("name", " anna ");
form.set("role", "admin");

it("reads fields as text", () => {
  expect(textIn(form, "name")).toBe("anna");
  expect(textIn(form, "missing")).toBe("");
});

it("knows only what may be chosen", () => {
  expect(choiceIn(form, "role", ["viewer", "operator", "admin"])).toBe("admin");
  expect(choiceIn(form, "role", ["viewer", "operator"])).toBe("viewer");
});
