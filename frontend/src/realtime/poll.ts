export interface Poll {
  start: () => void;
  stop: () => void;
  /** asks at once if running, for example because the page wants other rows */
  hurry: () => void;
}

interface PollOptions {
  /** one round; throws when the server does not answer */
  load: (signal: AbortSignal) => Promise<void>;
  onUp: () => void;
  onDown: (error: unknown) => void;
}

const PERIOD_UP_MS = 10_000;
const PERIOD_DOWN_MS = 2000;
/** The first round decides between yellow and red, so it may not take long. */
const FIRST_DEADLINE_MS = 800;
const DEADLINE_MS = 5000;

/** Asks over plain HTTP while the socket is down: at once, then every 10 s, more often while nothing answers. */
export function createPoll({ load, onUp, onDown }: PollOptions): Poll {
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function round(deadlineMs: number): Promise<void> {
    clearTimeout(timer);
    const mine = running;
    if (!mine) return;
    let periodMs = PERIOD_UP_MS;
    try {
      await load(AbortSignal.any([mine.signal, AbortSignal.timeout(deadlineMs)]));
      if (running === mine) onUp();
    } catch (error) {
      periodMs = PERIOD_DOWN_MS;
      if (running === mine) onDown(error);
    }
    if (running !== mine) return;
    clearTimeout(timer);
    timer = setTimeout(() => void round(DEADLINE_MS), periodMs);
  }

  return {
    start: () => {
      if (running) return;
      running = new AbortController();
      void round(FIRST_DEADLINE_MS);
    },
    stop: () => {
      running?.abort();
      running = null;
      clearTimeout(timer);
    },
    hurry: () => {
      if (running) void round(DEADLINE_MS);
    },
  };
}
