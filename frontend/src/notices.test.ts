import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dismiss, forgetRecent, markRead, notify, useNotices } from "./notices";

const texts = () => useNotices.getState().notices.map((notice) => notice.text);
const recent = () => useNotices.getState().recent.map((notice) => notice.text);

beforeEach(() => {
  vi.useFakeTimers();
  forgetRecent();
});
afterEach(() => vi.useRealTimers());

it("goes by itself, but not what went wrong", () => {
  notify("good", "restarted");
  notify("bad", "refused");
  vi.advanceTimersByTime(10_000);
  expect(texts()).toEqual(["refused"]);
  dismiss(useNotices.getState().notices[0]?.id ?? 0);
  expect(texts()).toEqual([]);
  expect(recent()).toEqual(["refused", "restarted"]);
});

it("keeps the newest few", () => {
  for (const text of ["a", "b", "c", "d", "e"]) notify("bad", text);
  expect(texts()).toEqual(["b", "c", "d", "e"]);
});

it("shows the last word on each subject, and counts what was not read", () => {
  notify("bad", "News is offline", { subject: "stream 5" });
  notify("bad", "Sport is offline", { subject: "stream 6" });
  notify("good", "News is back", { subject: "stream 5" });
  expect(texts()).toEqual(["Sport is offline", "News is back"]);
  expect(useNotices.getState().unread).toBe(3);
  markRead();
  expect(useNotices.getState().unread).toBe(0);
  expect(recent()).toHaveLength(3);
});
