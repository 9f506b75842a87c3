import { type RefObject, startTransition, useLayoutEffect, useMemo, useState } from "react";
import { type Extent, type Span, scaleOf, spanOf } from "./virtual";

export interface VirtualRows {
  extent: Extent;
  span: Span;
}

/** Which rows of a long table are to be drawn, as its frame is scrolled and changes its size; its head stays in view. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, count: number, rowPx: number): VirtualRows {
  const [viewPx, setViewPx] = useState(0);
  const [scrollPx, setScrollPx] = useState(0);
  const extent = useMemo(() => ({ count, rowPx, viewPx }), [count, rowPx, viewPx]);

  useLayoutEffect(() => {
    const frame = scroller.current;
    if (frame === null) return;
    const head = frame.querySelector("thead");
    const measure = () => setViewPx(frame.clientHeight - (head?.offsetHeight ?? 0));
    const sizes = new ResizeObserver(measure);
    sizes.observe(frame);
    measure();
    return () => sizes.disconnect();
  }, [scroller]);

  useLayoutEffect(() => {
    const frame = scroller.current;
    if (frame === null) return;
    // Rows that stay the same are not drawn again for every pixel.
    const grainPx = scaleOf(extent) === 1 ? extent.rowPx / 2 : 1;
    const place = () => setScrollPx(Math.floor(frame.scrollTop / grainPx) * grainPx);
    // In slices: dozens of rows made at once would hold the page up.
    const follow = () => startTransition(place);
    place();
    frame.addEventListener("scroll", follow, { passive: true });
    return () => frame.removeEventListener("scroll", follow);
  }, [scroller, extent]);

  const span = useMemo(() => spanOf(extent, scrollPx), [extent, scrollPx]);
  return { extent, span };
}
