import { expect, it } from "vitest";
import { isUnauthorized } from "./socket";

it("tells a refused login from a broken connection", () => {
  expect(isUnauthorized(Object.assign(new Error("log in"), { data: { code: "unauthorized" } }))).toBe(true);
  expect(isUnauthorized(Object.assign(new Error("later"), { data: { code: "rate_limited" } }))).toBe(false);
  expect(isUnauthorized(Object.assign(new Error("odd"), { data: "unauthorized" }))).toBe(false);
  expect(isUnauthorized(new Error("websocket error"))).toBe(false);
});
