import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dismiss, notify, useNotices } from "./notices";

const texts = () => useNotices.getState().notices.map((notice) => notice.text);

beforeEach(() => {
  vi.useFakeTimers();
  useNotices.setState({ notices: [] });
});
afterEach(() => vi.useRealTimers());

it("goes by itself, but not what went wrong", () => {
  notify("good", "restarted");
  notify("bad", "refused");
  vi.advanceTimersByTime(10_000);
  expect(texts()).toEqual(["refused"]);
  dismiss(useNotices.getState().notices[0]?.id ?? 0);
  expect(texts()).toEqual([]);
});

it("keeps the newest few", () => {
  for (const text of ["a", "b", "c", "d", "e"]) notify("bad", text);
  expect(texts()).toEqual(["b", "c", "d", "e"]);
});
