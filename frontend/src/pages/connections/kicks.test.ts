import { readFileSync } from "node:fs";
import { beforeEach, expect, it } from "vitest";
import { ApiError } from "../../api/http";
import type { ConnectionRow } from "../../contract/events";
import type { KickAnswer } from "../../contract/rest";
import { clearReceipts, type Kick, kickAll, kickEverybody, useKicks } from "./kicks";

const golden = new URL("../../../../tests/golden/connections-update.json", import.meta.url);
const [[row]] = JSON.parse(readFileSync(golden, "utf8")) as [[ConnectionRow]];

function rows(count: number): ConnectionRow[] {
  return Array.from({ length: count }, (_, index) => ({ ...row, id: String(index) }));
}

function answer(connectionId: string, state: KickAnswer["state"]): KickAnswer {
  return {
    id: `k${connectionId}`,
    connectionId,
    kicked: true,
    state,
    requestedAt: "2026-03-01T12:00:00.000Z",
    cutAt: "2026-03-01T12:00:00.010Z",
    verifiedAt: state === "verified" ? "2026-03-01T12:00:02.010Z" : null,
    actor: "admin",
    reason: null,
    scope: "line",
    cooldownUntil: null,
  };
}

const receipts = () => useKicks.getState().receipts;

beforeEach(() => useKicks.setState({ receipts: [] }));

it("keeps a receipt of each, from the asking to its end", async () => {
  const kick: Kick = async (id) => answer(id, id === "1" ? "failed" : "verified");
  const done = kickAll(rows(2), {}, kick);
  expect(receipts().map(({ state }) => state)).toEqual(["asked", "asked"]);
  await done;
  expect(receipts()).toMatchObject([
    { connectionId: "0", state: "verified", verifiedAt: "2026-03-01T12:00:02.010Z", detail: null },
    { connectionId: "1", state: "failed", detail: "it was back, and served, within two seconds" },
  ]);
});

it("tells a refusal, and that one had ended by itself", async () => {
  await kickAll(rows(2), {}, async (id) => {
    throw new ApiError(id === "0" ? 404 : 403, "x", "this needs the role operator");
  });
  expect(receipts()).toMatchObject([
    { state: "refused", detail: "it had ended by itself" },
    { state: "refused", detail: "this needs the role operator" },
  ]);
});

it("asks for many, eight at a time", async () => {
  let running = 0;
  let most = 0;
  await kickAll(rows(30), { reason: "maintenance" }, async (id, { reason }) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    expect(reason).toBe("maintenance");
    return answer(id, "verified");
  });
  expect(most).toBe(8);
  expect(receipts().filter(({ state }) => state === "verified")).toHaveLength(30);
});

it("forgets what has ended, not what is still asked", async () => {
  let finish: (() => void) | undefined;
  const waiting = kickAll(
    rows(1),
    {},
    (id) =>
      new Promise((resolve) => {
        finish = () => resolve(answer(id, "verified"));
      }),
  );
  clearReceipts();
  expect(receipts()).toHaveLength(1);
  finish?.();
  await waiting;
  clearReceipts();
  expect(receipts()).toEqual([]);
});

it("keeps one receipt of a kick of everybody who matches", async () => {
  const order = { filter: { countryCode: "DE" }, expected: 12 };
  await kickEverybody("12 in Germany", order, async (sent) => {
    expect(sent).toBe(order);
    expect(receipts()).toMatchObject([{ name: "12 in Germany", state: "asked" }]);
    return { matched: 12, kicked: 9, failed: 1 };
  });
  expect(receipts()).toMatchObject([{ state: "failed", detail: "9 of 12 cut, 1 failed or were back at once" }]);
});

it("a refused kick of everybody is told, and raised for whoever asked", async () => {
  const refusal = new ApiError(409, "conflict", "20 connections match by now, not 12");
  const refused = kickEverybody("12", { filter: {}, expected: 12 }, () => Promise.reject(refusal));
  await expect(refused).rejects.toBe(refusal);
  expect(receipts()).toMatchObject([{ state: "refused", detail: "20 connections match by now, not 12" }]);
});
