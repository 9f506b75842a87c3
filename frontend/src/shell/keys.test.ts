import { expect, it, vi } from "vitest";
import { createKeys } from "./keys";

function typed(keys: [string, number][]): string[] {
  const said: string[] = [];
  const press = createKeys({
    "g d": () => said.push("dashboard"),
    "t t": () => said.push("theme"),
    "?": () => said.push("help"),
  });
  for (const [key, atMs] of keys) press(key, atMs);
  return said;
}

it("knows keys and pairs of them", () => {
  expect(
    typed([
      ["?", 0],
      ["g", 10],
      ["d", 20],
      ["t", 30],
      ["t", 40],
    ]),
  ).toEqual(["help", "dashboard", "theme"]);
});

it("forgets the first of a pair after a moment, or after another key", () => {
  expect(
    typed([
      ["g", 0],
      ["d", 5000],
    ]),
  ).toEqual([]);
  expect(
    typed([
      ["g", 0],
      ["x", 10],
      ["d", 20],
    ]),
  ).toEqual([]);
  expect(
    typed([
      ["g", 0],
      ["?", 10],
      ["d", 20],
    ]),
  ).toEqual(["help"]);
});

it("tells whether a key did something", () => {
  const act = vi.fn();
  const press = createKeys({ "g d": act });
  expect(press("g", 0)).toBe(false);
  expect(press("d", 1)).toBe(true);
  expect(act).toHaveBeenCalledOnce();
});
