import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { HEIGHT, WIDTH } from "./shapes";
import { bounded, type Camera, zoomed } from "./view";

const WHEEL_STEP = 1.2;
/** Less than this is a click, not a drag. */
const DRAG_PX = 4;

interface Held {
  x: number;
  y: number;
  camera: Camera;
  moved: boolean;
}

export interface Cameraman {
  camera: Camera;
  setCamera: (camera: Camera) => void;
  zoom: (factor: number) => void;
  /** whether what just ended was a drag, so that no click is meant */
  dragged: () => boolean;
  hold: (event: PointerEvent<SVGSVGElement>) => void;
  move: (event: PointerEvent<SVGSVGElement>) => void;
  release: () => void;
}

/** Zooms with the wheel and pans by dragging. */
export function useCamera(picture: RefObject<SVGSVGElement | null>, start: Camera): Cameraman {
  const [camera, setCamera] = useState(start);
  const held = useRef<Held | null>(null);
  const wasDragged = useRef(false);

  useEffect(() => setCamera(start), [start]);
  useEffect(() => {
    const svg = picture.current;
    if (!svg) return;
    const turn = (event: WheelEvent) => {
      // A page that scrolls by itself when the map is passed is worse than one key more.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const y = ((event.clientY - box.top) / box.height) * HEIGHT;
      setCamera((known) => zoomed(known, event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, x, y, WIDTH, HEIGHT));
    };
    svg.addEventListener("wheel", turn, { passive: false });
    return () => svg.removeEventListener("wheel", turn);
  }, [picture]);

  function move(event: PointerEvent<SVGSVGElement>): void {
    const from = held.current;
    if (!from) return;
    const perPx = WIDTH / event.currentTarget.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    from.moved ||= Math.hypot(dx, dy) > DRAG_PX;
    if (!from.moved) return;
    setCamera(bounded({ ...from.camera, x: from.camera.x + dx * perPx, y: from.camera.y + dy * perPx }, WIDTH, HEIGHT));
  }

  return {
    camera,
    setCamera,
    zoom: (factor) => setCamera((known) => zoomed(known, factor, WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT)),
    dragged: () => wasDragged.current,
    hold: (event) => {
      held.current = { x: event.clientX, y: event.clientY, camera, moved: false };
    },
    move,
    release: () => {
      wasDragged.current = held.current?.moved ?? false;
      held.current = null;
    },
  };
}
