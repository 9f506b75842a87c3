import { describe, expect, it } from "vitest";
import { bounded, formatView, isMeant, panned, parseView, pinched, showing, WHOLE, zoomed } from "./view";

describe("the address", () => {
  it("keeps a view", () => {
    for (const text of [
      "",
      "measure=bandwidth",
      "region=Europe",
      "measure=bandwidth&region=North+America&search=can",
    ]) {
      expect(formatView(parseView(new URLSearchParams(text))).toString()).toBe(text);
    }
  });
  it("ignores what it does not know", () => {
    expect(parseView(new URLSearchParams("measure=love&region=Mars"))).toEqual({
      measure: "connections",
      region: null,
      search: "",
    });
  });
});

describe("the camera", () => {
  it("never shows what is beyond the edges", () => {
    expect(bounded({ x: 50, y: -9999, scale: 2 }, 100, 50)).toEqual({ x: 0, y: -50, scale: 2 });
    expect(bounded({ x: -5, y: -5, scale: 0.1 }, 100, 50)).toEqual({ x: 0, y: 0, scale: 1 });
  });
  it("keeps the point that is zoomed at", () => {
    const camera = zoomed(WHOLE, 4, 30, 20, 100, 50);
    expect([camera.x + 30 * camera.scale, camera.y + 20 * camera.scale]).toEqual([30, 20]);
    expect(zoomed(camera, 0.25, 30, 20, 100, 50)).toEqual(WHOLE);
  });
  it("is moved as far as there is something to see", () => {
    const camera = { x: -20, y: -20, scale: 2 };
    expect(panned(camera, 5, -5, 100, 50)).toEqual({ x: -15, y: -25, scale: 2 });
    expect(panned(WHOLE, 5, -5, 100, 50)).toEqual(WHOLE);
  });
  it("follows two fingers", () => {
    const camera = pinched(WHOLE, { x: 60, y: 25 }, { x: 80, y: 25 }, { x: 40, y: 25 }, 100, 50);
    expect(camera.scale).toBe(2);
    expect(pinched(camera, { x: 40, y: 25 }, { x: 40, y: 25 }, { x: 40, y: 25 }, 100, 50)).toEqual(camera);
  });
  it("shows bounds in the middle", () => {
    const camera = showing(
      [
        [40, 20],
        [60, 30],
      ],
      100,
      50,
    );
    expect(camera).toEqual({ x: -200, y: -100, scale: 5 });
  });
});

it("knows countries by part of their name or by their code", () => {
  expect(isMeant("", null, null)).toBe(true);
  expect(isMeant("FR", "France", "FR")).toBe(true);
  expect(isMeant("ran", "France", "FR")).toBe(true);
  expect(isMeant("de", "France", "FR")).toBe(false);
  expect(isMeant("de", null, null)).toBe(false);
});
