import { create } from "zustand";
import type { Tone } from "./components/StatusMark";

export interface Notice {
  id: number;
  tone: Tone;
  text: string;
}

const SHOWN_MS = 6000;
const AT_ONCE = 4;

/** What an action led to, shown for a moment on whatever page one is by then. */
export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }));

let newest = 0;

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Shows a notice; what went wrong stays until it is dismissed. */
export function notify(tone: Tone, text: string): void {
  newest += 1;
  const notice = { id: newest, tone, text };
  useNotices.setState(({ notices }) => ({ notices: [...notices, notice].slice(-AT_ONCE) }));
  if (tone !== "bad") setTimeout(() => dismiss(notice.id), SHOWN_MS);
}
