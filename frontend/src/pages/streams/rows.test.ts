import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { StreamHealth } from "../../contract/events";
import type { StreamRead } from "../../contract/rest";
import { errorList, errorSum, withHealth } from "./rows";
import { scoreTitle, scoreTone } from "./score";

const golden = new URL("../../../../tests/golden/stream-health.json", import.meta.url);
const [{ streams }] = JSON.parse(readFileSync(golden, "utf8")) as [StreamHealth];
const health = new Map(streams.map((row) => [row.streamId, row]));
const [first] = streams;
if (!first) throw new Error("the golden payload has no stream");
const kept = { id: first.streamId, name: "Renamed", status: "unknown", viewers: 0 } as StreamRead;
const shown = withHealth(kept, health);

describe("a stream of the table", () => {
  it("has its kept name and the tick's figures", () => {
    expect(shown).toMatchObject({ id: 3, name: "Renamed", status: "degraded", viewers: 1, inputBps: 3_200_000 });
  });

  it("stays as it was kept while no tick tells of it", () => {
    expect(withHealth(kept, new Map())).toBe(kept);
  });

  it("sums errors of every kind and names those that occurred", () => {
    expect(errorSum(shown)).toBe(15);
    expect(errorList(shown)).toMatch(/^PAT_error_2 1, Continuity_count_error 12, PCR errors 2,/);
  });

  it("knows no errors where none are counted", () => {
    const silent = { ...shown };
    for (const key of Object.keys(silent)) if (/Errors$|Losses$/.test(key)) Object.assign(silent, { [key]: null });
    expect(errorSum(silent)).toBeNull();
    expect(errorList(silent)).toContain("not pulled");
  });
});

describe("a score", () => {
  it("tells its parts", () => {
    expect(scoreTitle(shown)).toBe("96.1 = uptime 39.6 of 40 + errors 31.5 of 35 + response 25 of 25");
    expect(scoreTone(shown)).toBe("good");
  });

  it("is none for a stream never checked", () => {
    const unchecked = { ...shown, healthScore: null, healthClass: null, scoreParts: null };
    expect(scoreTitle(unchecked)).toContain("Not checked");
    expect(scoreTone(unchecked)).toBe("idle");
  });
});
