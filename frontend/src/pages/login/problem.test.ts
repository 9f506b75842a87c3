import { describe, expect, it } from "vitest";
import { ApiError } from "../../api/http";
import { destination, loginProblem } from "./problem";

describe("loginProblem", () => {
  it.each([
    [new ApiError(401, "unauthorized", "x"), "Wrong name or password."],
    [new ApiError(429, "rate_limited", "x", 90), "Too many attempts. Try again in 1m 30s."],
    [new ApiError(429, "rate_limited", "x"), "Too many attempts. Try again in a minute."],
    [new ApiError(0, "unavailable", "The server does not answer."), "The server does not answer."],
  ])("%s", (error, text) => expect(loginProblem(error)).toBe(text));

  it("does not hide a mistake of the page itself", () => {
    expect(() => loginProblem(new TypeError("broken"))).toThrow(TypeError);
  });
});

describe("destination", () => {
  it.each([
    ["/connections?search=bob", "/connections?search=bob"],
    [null, "/"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["/login?next=/login", "/"],
  ])("%s -> %s", (next, path) => expect(destination(next)).toBe(path));
});
