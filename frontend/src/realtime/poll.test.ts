import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPoll, type Poll } from "./poll";

let rounds: number;
let words: string[];
let answers: boolean;
let poll: Poll;

beforeEach(() => {
  vi.useFakeTimers();
  rounds = 0;
  words = [];
  answers = true;
  poll = createPoll({
    load: async () => {
      rounds += 1;
      if (!answers) throw new Error("no answer");
    },
    onUp: () => words.push("up"),
    onDown: () => words.push("down"),
  });
});

afterEach(() => {
  poll.stop();
  vi.useRealTimers();
});

it("asks at once and then every ten seconds", async () => {
  poll.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(words).toEqual(["up"]);
  await vi.advanceTimersByTimeAsync(9999);
  expect(rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds).toBe(2);
});

it("asks more often while nothing answers", async () => {
  answers = false;
  poll.start();
  await vi.advanceTimersByTimeAsync(2000);
  expect(words).toEqual(["down", "down"]);
});

it("runs once however often it is started, and not after it was stopped", async () => {
  poll.start();
  poll.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(1);
  poll.stop();
  poll.hurry();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rounds).toBe(1);
});

it("hurries when asked, and keeps its pace afterwards", async () => {
  poll.start();
  await vi.advanceTimersByTimeAsync(5000);
  poll.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(9999);
  expect(rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds).toBe(3);
});

it("says nothing of a round that was stopped", async () => {
  poll.start();
  poll.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(words).toEqual([]);
});
