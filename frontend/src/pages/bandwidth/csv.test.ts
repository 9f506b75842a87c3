import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("writes what is known under its names", () => {
  const known = { timestamp: "2026-11-20T21:00:00Z", bps: 5, connections: 1, maxBps: 6, maxConnections: 2, bytes: 9 };
  const gap = { timestamp: "2026-11-20T21:01:00Z", bps: null, connections: null, maxBps: null, maxConnections: null };
  expect(csvOf([known, { ...gap, bytes: null }])).toBe(
    "timestamp,bps,connections,maxBps,maxConnections,bytes\r\n2026-11-20T21:00:00Z,5,1,6,2,9\r\n2026-11-20T21:01:00Z,,,,,\r\n",
  );
});
