import { expect, it } from "vitest";
import { addressOf, choiceOf, idOf, pageOf, textOf } from "./parameters";

const parameters = new URLSearchParams(`search=${"x".repeat(300)}&page=3&status=offline&lineId=12&bad=0&worse=-1`);

it("reads what an address says and takes no harm from the rest", () => {
  expect(textOf(parameters, "search")).toHaveLength(256);
  expect(pageOf(parameters)).toBe(3);
  expect(choiceOf(parameters, "status", ["online", "offline"])).toBe("offline");
  expect(choiceOf(parameters, "status", ["online"])).toBeNull();
  expect(idOf(parameters, "lineId")).toBe(12);
  expect(idOf(parameters, "bad")).toBeNull();
  expect(idOf(parameters, "worse")).toBeNull();
  expect(pageOf(new URLSearchParams("page=x"))).toBe(1);
  expect(pageOf(new URLSearchParams("page=0"))).toBe(1);
});

it("leaves out what is as usual", () => {
  expect(addressOf({ search: "", page: null, status: "offline", lineId: 4 }).toString()).toBe(
    "status=offline&lineId=4",
  );
});
