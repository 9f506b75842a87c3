import type { LiveState } from "../realtime/reducer";
import { type News, newsBetween, summarise } from "./news";

const GATHERED_MS = 1000;
/** What comes and goes within this time is told once. */
const REPEATED_MS = 60_000;

export interface Desk {
  look: (before: LiveState, after: LiveState) => void;
  close: () => void;
}

/** Gathers news for a second, so that much at once is told in few words, and tells nothing twice within a minute. */
export function openDesk(tell: (news: News) => void, nowMs: () => number): Desk {
  const toldAtMs = new Map<string, number>();
  let gathered: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function isRepeated({ subject, text }: News): boolean {
    const key = `${subject} ${text}`;
    const told = toldAtMs.get(key);
    if (told !== undefined && nowMs() - told < REPEATED_MS) return true;
    toldAtMs.set(key, nowMs());
    return false;
  }

  function tellAll(): void {
    timer = undefined;
    for (const [key, told] of toldAtMs) if (nowMs() - told >= REPEATED_MS) toldAtMs.delete(key);
    const news = summarise(gathered);
    gathered = [];
    for (const item of news) if (!isRepeated(item)) tell(item);
  }

  return {
    look: (before, after) => {
      if (before === after) return;
      gathered.push(...newsBetween(before, after));
      if (gathered.length > 0) timer ??= setTimeout(tellAll, GATHERED_MS);
    },
    close: () => clearTimeout(timer),
  };
}
