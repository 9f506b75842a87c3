import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { type Extent, scrollPxOf } from "../../components/virtual";

const PAUSE_MS = 300;

interface ScrollAddress {
  scroller: RefObject<HTMLElement | null>;
  extent: Extent;
  /** the row on top, counted from 0 */
  top: number;
  /** the row that the address has on top */
  row: number;
  /** changes when the rows are others altogether */
  view: string;
  onRest: (row: number) => void;
}

/** The address follows the scrolling once it rests; when the address changes by itself, the table follows it. */
export function useScrollAddress({ scroller, extent, top, row, view, onRest }: ScrollAddress): void {
  const known = useRef({ row: 0, view });
  const laidOut = extent.viewPx > 0;

  useLayoutEffect(() => {
    if (!laidOut || scroller.current === null) return;
    if (known.current.row === row && known.current.view === view) return;
    known.current = { row, view };
    scroller.current.scrollTop = scrollPxOf(extent, row);
  });

  useEffect(() => {
    if (!laidOut || top === known.current.row) return;
    const timer = setTimeout(() => {
      known.current = { row: top, view };
      onRest(top);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [laidOut, top, view, onRest]);
}
