import { addressOf, textOf } from "../../address/parameters";

export type Measure = "connections" | "bandwidth";

export const REGIONS = ["Africa", "Asia", "Europe", "North America", "Oceania", "South America"] as const;
export type Region = (typeof REGIONS)[number];

/** What is shown of a region, south-west to north-east, in degrees: lands overseas would show all of the world. */
export const FRAMES: Record<Region, [[number, number], [number, number]]> = {
  Africa: [
    [-20, -36],
    [53, 38],
  ],
  Asia: [
    [26, -11],
    [148, 56],
  ],
  Europe: [
    [-24, 34],
    [45, 71],
  ],
  "North America": [
    [-168, 7],
    [-52, 73],
  ],
  Oceania: [
    [110, -48],
    [179, 2],
  ],
  "South America": [
    [-82, -56],
    [-34, 13],
  ],
};

export interface MapView {
  measure: Measure;
  region: Region | null;
  /** part of a country's name, or its code */
  search: string;
}

/** What the address says; anything else is the whole world by connections. */
export function parseView(parameters: URLSearchParams): MapView {
  const region = parameters.get("region");
  return {
    measure: parameters.get("measure") === "bandwidth" ? "bandwidth" : "connections",
    region: REGIONS.find((known) => known === region) ?? null,
    search: textOf(parameters, "search"),
  };
}

export function formatView({ measure, region, search }: MapView): URLSearchParams {
  return addressOf({ measure: measure === "connections" ? null : measure, region, search });
}

/** Whether a country is meant by what was typed. */
export function isMeant(search: string, country: string | null, code: string | null): boolean {
  const typed = search.toLowerCase();
  return typed === "" || code?.toLowerCase() === typed || (country?.toLowerCase().includes(typed) ?? false);
}

export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export const WHOLE: Camera = { x: 0, y: 0, scale: 1 };
const CLOSEST = 12;

/** Keeps the picture filled: nothing beyond its edges is shown. */
export function bounded({ x, y, scale }: Camera, width: number, height: number): Camera {
  const held = Math.min(CLOSEST, Math.max(1, scale));
  const within = (offset: number, size: number) => Math.min(0, Math.max(size - size * held, offset));
  return { x: within(x, width), y: within(y, height), scale: held };
}

/** Comes closer or goes back, the point at (px, py) staying where it is. */
export function zoomed(camera: Camera, factor: number, px: number, py: number, width: number, height: number): Camera {
  const scale = Math.min(CLOSEST, Math.max(1, camera.scale * factor));
  const ratio = scale / camera.scale;
  return bounded({ x: px - (px - camera.x) * ratio, y: py - (py - camera.y) * ratio, scale }, width, height);
}

/** Moves what is shown by so much of the picture. */
export function panned(camera: Camera, dx: number, dy: number, width: number, height: number): Camera {
  return bounded({ ...camera, x: camera.x + dx, y: camera.y + dy }, width, height);
}

export interface Point {
  x: number;
  y: number;
}

/** Two fingers, of which one moved: what lay between them stays between them. */
export function pinched(
  camera: Camera,
  before: Point,
  after: Point,
  other: Point,
  width: number,
  height: number,
): Camera {
  const apart = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y);
  const factor = apart(before) > 0 ? apart(after) / apart(before) : 1;
  const moved = panned(camera, (after.x - before.x) / 2, (after.y - before.y) / 2, width, height);
  return zoomed(moved, factor, (after.x + other.x) / 2, (after.y + other.y) / 2, width, height);
}

/** Shows these bounds as large as they fit. */
export function showing(
  [[x0, y0], [x1, y1]]: [[number, number], [number, number]],
  width: number,
  height: number,
): Camera {
  const scale = Math.min(width / Math.max(1, x1 - x0), height / Math.max(1, y1 - y0));
  const held = Math.min(CLOSEST, Math.max(1, scale));
  return bounded(
    { x: width / 2 - ((x0 + x1) / 2) * held, y: height / 2 - ((y0 + y1) / 2) * held, scale: held },
    width,
    height,
  );
}
