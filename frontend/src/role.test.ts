import { expect, it } from "vitest";
import { reaches } from "./role";

it("lets a role do what lesser ones may, and no more", () => {
  expect(reaches("admin", "operator")).toBe(true);
  expect(reaches("operator", "operator")).toBe(true);
  expect(reaches("viewer", "operator")).toBe(false);
  expect(reaches("operator", "admin")).toBe(false);
});
