import { useCallback, useEffect, useRef, useState } from "react";
import { type RowWindow, reaches, windowAround } from "./window";

/** While the table is scrolled, other rows are asked for this often at most. */
const PAUSE_MS = 120;

/** The rows asked for, which follow those in view. `start` is the first one wanted, counted from 0. */
export function useRowWindow(start: number): {
  window: RowWindow;
  show: (top: number, bottom: number, count: number) => void;
} {
  const [window, setWindow] = useState(() => windowAround(start, start));
  const wanted = useRef({ top: start, bottom: start, count: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = useCallback((top: number, bottom: number, count: number) => {
    wanted.current = { top, bottom, count };
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const now = wanted.current;
      setWindow((known) =>
        reaches(known, now.top, now.bottom, now.count) ? known : windowAround(now.top, now.bottom),
      );
    }, PAUSE_MS);
  }, []);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return { window, show };
}
