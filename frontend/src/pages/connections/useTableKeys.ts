import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { isTaken } from "../../shell/keys";

const PAGES: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };

/**
 * Page Up and Down, Home and End move the table wherever the focus is on its page. A row that had the focus and was
 * scrolled away hands it to the table.
 */
export function useTableKeys(scroller: RefObject<HTMLElement | null>, pagePx: number): void {
  const focused = useRef(false);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const frame = scroller.current;
      if (frame === null || isTaken(event) || event.shiftKey) return;
      const pages = PAGES[event.key];
      if (pages !== undefined) frame.scrollTop += pages * pagePx;
      else if (event.key === "Home") frame.scrollTop = 0;
      else if (event.key === "End") frame.scrollTop = frame.scrollHeight;
      else return;
      event.preventDefault();
    }
    function onTouch({ target }: Event): void {
      focused.current = target instanceof Node && (scroller.current?.contains(target) ?? false);
    }
    window.addEventListener("keydown", onKey);
    document.addEventListener("focusin", onTouch);
    document.addEventListener("pointerdown", onTouch);
    return () => {
      window.removeEventListener("keydown", onKey);
      document.removeEventListener("focusin", onTouch);
      document.removeEventListener("pointerdown", onTouch);
    };
  }, [scroller, pagePx]);

  useLayoutEffect(() => {
    if (focused.current && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  });
}
