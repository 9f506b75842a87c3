import { useEffect, useState } from "react";

/** Keeps the screen on while the page can be seen, where the browser lets it; tells whether it does. */
export function useWakeLock(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let left = false;

    async function take(): Promise<void> {
      if (document.hidden || !("wakeLock" in navigator)) return;
      try {
        const taken = await navigator.wakeLock.request("screen");
        if (left) return await taken.release();
        lock = taken;
        taken.addEventListener("release", () => setHeld(false));
        setHeld(true);
      } catch (error) {
        // A device that saves power refuses; the page is as useful without.
        if (!(error instanceof DOMException)) throw error;
      }
    }

    const again = () => void take();
    document.addEventListener("visibilitychange", again);
    again();
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
  return held;
}
