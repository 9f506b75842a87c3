import { describe, expect, it } from "vitest";
import { bounded, formatView, parseView, showing, WHOLE, zoomed } from "./view";

describe("the address", () => {
  it("keeps a view", () => {
    for (const text of ["", "measure=bandwidth", "region=Europe", "measure=bandwidth&region=North+America"]) {
      expect(formatView(parseView(new URLSearchParams(text))).toString()).toBe(text);
    }
  });
  it("ignores what it does not know", () => {
    expect(parseView(new URLSearchParams("measure=love&region=Mars"))).toEqual({
      measure: "connections",
      region: null,
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
