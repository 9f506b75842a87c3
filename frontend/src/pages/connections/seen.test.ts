import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ConnectionRow } from "../../contract/events";
import { Seen } from "./seen";

const golden = new URL("../../../../tests/golden/connections-update.json", import.meta.url);
const [[row]] = JSON.parse(readFileSync(golden, "utf8")) as [[ConnectionRow]];
const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString();

it("remembers what passed, once a tick, and not what is stale", () => {
  const seen = new Seen();
  seen.add([{ ...row, bitrateBps: 100 }], at(0));
  seen.add([{ ...row, bitrateBps: 100 }], at(0));
  seen.add([{ ...row, bitrateBps: null }], at(5));
  seen.add([{ ...row, bitrateBps: 300, stale: true }], at(10));
  expect(seen.of(row.id).bps).toEqual([100, null]);
  expect(seen.of("another").atS).toEqual([]);
});

it("forgets the oldest points, and whoever was not seen for longest", () => {
  const seen = new Seen();
  for (let second = 0; second < 800; second += 1) seen.add([{ ...row, bitrateBps: second }], at(second));
  expect(seen.of(row.id).bps).toHaveLength(720);
  expect(seen.of(row.id).bps.at(-1)).toBe(799);
  seen.add(
    Array.from({ length: 500 }, (_, index) => ({ ...row, id: `n${index}` })),
    at(900),
  );
  expect(seen.of(row.id).atS).toEqual([]);
  expect(seen.of("n0").atS).toHaveLength(1);
});
