import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { HEIGHT, WIDTH } from "./shapes";
import { type Camera, type Point, panned, pinched, zoomed } from "./view";

const WHEEL_STEP = 1.2;
const KEY_STEP = 1.4;
/** How far an arrow key goes, in parts of the picture. */
const KEY_SHARE = 0.1;
/** Less than this is a click, not a drag. */
const DRAG_PX = 4;

const pan = (dx: number, dy: number) => (camera: Camera) => panned(camera, dx, dy, WIDTH, HEIGHT);
const zoom = (factor: number) => (camera: Camera) => zoomed(camera, factor, WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT);

const KEYS: Record<string, (camera: Camera, start: Camera) => Camera> = {
  ArrowLeft: pan(KEY_SHARE * WIDTH, 0),
  ArrowRight: pan(-KEY_SHARE * WIDTH, 0),
  ArrowUp: pan(0, KEY_SHARE * HEIGHT),
  ArrowDown: pan(0, -KEY_SHARE * HEIGHT),
  "+": zoom(KEY_STEP),
  "=": zoom(KEY_STEP),
  "-": zoom(1 / KEY_STEP),
  "0": (_camera, start) => start,
};

export interface Cameraman {
  camera: Camera;
  setCamera: (camera: Camera) => void;
  zoom: (factor: number) => void;
  /** whether what just ended was a drag, so that no click is meant */
  dragged: () => boolean;
  hold: (event: PointerEvent<SVGSVGElement>) => void;
  move: (event: PointerEvent<SVGSVGElement>) => void;
  release: (event: PointerEvent<SVGSVGElement>) => void;
}

interface Fingers {
  /** by pointer, in the picture's units */
  at: Map<number, Point>;
  travelledPx: number;
}

function pointOf(svg: SVGSVGElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = svg.getBoundingClientRect();
  return { x: ((clientX - box.left) / box.width) * WIDTH, y: ((clientY - box.top) / box.height) * HEIGHT };
}

/** Zooms with the wheel, two fingers or keys, and pans by dragging or with the arrow keys. */
export function useCamera(
  picture: RefObject<SVGSVGElement | null>,
  frame: RefObject<HTMLElement | null>,
  start: Camera,
): Cameraman {
  const [camera, setCamera] = useState(start);
  const fingers = useRef<Fingers>({ at: new Map(), travelledPx: 0 });

  useEffect(() => setCamera(start), [start]);
  useEffect(() => {
    const svg = picture.current;
    if (!svg) return;
    const turn = (event: WheelEvent) => {
      // A page that scrolls by itself when the map is passed is worse than one key more.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { x, y } = pointOf(svg, event);
      setCamera((known) => zoomed(known, event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, x, y, WIDTH, HEIGHT));
    };
    svg.addEventListener("wheel", turn, { passive: false });
    return () => svg.removeEventListener("wheel", turn);
  }, [picture]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const press = (event: KeyboardEvent) => {
      const act = KEYS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setCamera((known) => act(known, start));
    };
    element.addEventListener("keydown", press);
    return () => element.removeEventListener("keydown", press);
  }, [frame, start]);

  function move(event: PointerEvent<SVGSVGElement>): void {
    const { at } = fingers.current;
    const before = at.get(event.pointerId);
    if (!before) return;
    const after = pointOf(event.currentTarget, event);
    const pxEach = event.currentTarget.getBoundingClientRect().width / WIDTH;
    fingers.current.travelledPx += Math.hypot(after.x - before.x, after.y - before.y) * pxEach;
    at.set(event.pointerId, after);
    const other = [...at].find(([id]) => id !== event.pointerId)?.[1];
    if (other) setCamera((known) => pinched(known, before, after, other, WIDTH, HEIGHT));
    else if (fingers.current.travelledPx > DRAG_PX) setCamera(pan(after.x - before.x, after.y - before.y));
  }

  return {
    camera,
    setCamera,
    zoom: (factor) => setCamera(zoom(factor)),
    dragged: () => fingers.current.travelledPx > DRAG_PX,
    hold: (event) => {
      if (fingers.current.at.size === 0) fingers.current.travelledPx = 0;
      fingers.current.at.set(event.pointerId, pointOf(event.currentTarget, event));
    },
    move,
    release: (event) => {
      fingers.current.at.delete(event.pointerId);
    },
  };
}
