import { create } from "zustand";
import { ApiError } from "../../api/http";
import type { ConnectionRow } from "../../contract/events";
import type { KickAllAnswer, KickAllOrder, KickAnswer, KickOptions } from "../../contract/rest";
import { full } from "../../format/number";

/** What became of one kick. `asked`: the server is about it; `refused`: it did not try. */
export interface Receipt {
  connectionId: string;
  /** whose, on which stream */
  name: string;
  state: "asked" | "refused" | KickAnswer["state"];
  /** when its bytes had stopped, or why not */
  detail: string | null;
  verifiedAt: string | null;
}

export type Kick = (id: string, options: KickOptions) => Promise<KickAnswer>;

export const useKicks = create<{ receipts: Receipt[] }>()(() => ({ receipts: [] }));

/** A kick answers after two seconds, so many are asked for side by side, but not all at once. */
const AT_ONCE = 8;

const FAILED = "it was back, and served, within two seconds";

export function nameOf(row: Pick<ConnectionRow, "username" | "streamName" | "ip">): string {
  return `${row.username ?? row.ip ?? "an unknown line"} on ${row.streamName ?? "an unknown stream"}`;
}

function settle(connectionId: string, change: Partial<Receipt>): void {
  useKicks.setState(({ receipts }) => ({
    receipts: receipts.map((receipt) => (receipt.connectionId === connectionId ? { ...receipt, ...change } : receipt)),
  }));
}

export function clearReceipts(): void {
  useKicks.setState(({ receipts }) => ({ receipts: receipts.filter(({ state }) => state === "asked") }));
}

/** Kicks these connections and keeps what the server says of each. */
export async function kickAll(rows: readonly ConnectionRow[], options: KickOptions, kick: Kick): Promise<void> {
  const ids = new Set(rows.map((row) => row.id));
  const asked = rows.map(
    (row): Receipt => ({ connectionId: row.id, name: nameOf(row), state: "asked", detail: null, verifiedAt: null }),
  );
  useKicks.setState(({ receipts }) => ({
    receipts: [...asked, ...receipts.filter(({ connectionId }) => !ids.has(connectionId))],
  }));
  const waiting = [...rows];
  async function work(): Promise<void> {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await kickOne(row.id, options, kick);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function kickOne(id: string, options: KickOptions, kick: Kick): Promise<void> {
  try {
    const { state, verifiedAt } = await kick(id, options);
    settle(id, { state, verifiedAt, detail: state === "failed" ? FAILED : null });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    settle(id, { state: "refused", detail: error.status === 404 ? "it had ended by itself" : error.message });
  }
}

let orders = 0;

/** Has everybody kicked who matches, and keeps what the server says of it. Raises what it refuses. */
export async function kickEverybody(
  name: string,
  order: KickAllOrder,
  send: (order: KickAllOrder) => Promise<KickAllAnswer>,
): Promise<void> {
  orders += 1;
  const connectionId = `order ${orders}`;
  useKicks.setState(({ receipts }) => ({
    receipts: [{ connectionId, name, state: "asked", detail: null, verifiedAt: null }, ...receipts],
  }));
  try {
    const answer = await send(order);
    settle(connectionId, { state: answer.failed > 0 ? "failed" : "verified", detail: outcome(answer) });
  } catch (error) {
    if (error instanceof ApiError) settle(connectionId, { state: "refused", detail: error.message });
    throw error;
  }
}

function outcome({ matched, kicked, failed }: KickAllAnswer): string {
  const cut = `${full(kicked)} of ${full(matched)} cut`;
  return failed > 0 ? `${cut}, ${full(failed)} failed or were back at once` : cut;
}
