import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { createKeys, isTaken } from "./keys";
import { PAGES } from "./pages";

interface Shortcuts {
  onHelp: () => void;
  onPalette: () => void;
}

/** Keys that work on every page. */
export function useShortcuts({ onHelp, onPalette }: Shortcuts): void {
  const [, goTo] = useLocation();
  const { toggleColorScheme } = useMantineColorScheme();

  useEffect(() => {
    const press = createKeys({
      ...Object.fromEntries(PAGES.map(({ key, to }) => [`g ${key}`, () => goTo(to)])),
      "t t": toggleColorScheme,
      "?": onHelp,
    });
    function onKey(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
      } else if (!isTaken(event) && press(event.key, event.timeStamp)) {
        event.preventDefault();
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [goTo, toggleColorScheme, onHelp, onPalette]);
}
