import { create } from "zustand";
import type { Tone } from "./components/StatusMark";

export interface Notice {
  id: number;
  tone: Tone;
  text: string;
  /** when it was told, by this machine's clock; RFC 3339 */
  at: string;
  /** the page that shows more of it */
  to: string | null;
  /** what it is about: a newer notice about the same takes its place */
  subject: string | null;
}

const SHOWN_MS = 6000;
const AT_ONCE = 4;
const KEPT = 50;

interface Notices {
  /** those on the screen */
  notices: Notice[];
  /** newest first, on the screen or not any more */
  recent: Notice[];
  /** how many came since the list of them was last opened */
  unread: number;
}

/** What an action led to, or what changed meanwhile, shown for a moment on whatever page one is by then. */
export const useNotices = create<Notices>()(() => ({ notices: [], recent: [], unread: 0 }));

let newest = 0;

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

export function markRead(): void {
  useNotices.setState({ unread: 0 });
}

export function forgetRecent(): void {
  useNotices.setState({ notices: [], recent: [], unread: 0 });
}

/** Shows a notice; what went wrong stays until it is dismissed. */
export function notify(tone: Tone, text: string, about: { to?: string; subject?: string } = {}): void {
  newest += 1;
  const { to = null, subject = null } = about;
  const notice = { id: newest, tone, text, at: new Date().toISOString(), to, subject };
  useNotices.setState(({ notices, recent, unread }) => ({
    notices: [...notices.filter((other) => subject === null || other.subject !== subject), notice].slice(-AT_ONCE),
    recent: [notice, ...recent].slice(0, KEPT),
    unread: unread + 1,
  }));
  if (tone !== "bad") setTimeout(() => dismiss(notice.id), SHOWN_MS);
}
