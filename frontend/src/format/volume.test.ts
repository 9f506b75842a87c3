import { expect, it } from "vitest";
import { bitrate, bytes, fromGigabytes, inGigabytes } from "./volume";

it("bytes use SI prefixes", () => {
  expect(bytes(512)).toBe("512 B");
  expect(bytes(1_500_000)).toBe("1.5 MB");
  expect(bytes(9_007_199_254_740_991)).toBe("9.0 PB");
  expect(bytes(null)).toBe("–");
});

it("bitrates are bits per second", () => {
  expect(bitrate(0)).toBe("0 bit/s");
  expect(bitrate(3_200_000)).toBe("3.2 Mbit/s");
  expect(bitrate(41_000_000_000)).toBe("41 Gbit/s");
  expect(bitrate(null)).toBe("–");
});

it("reads gigabytes as people type them", () => {
  expect(fromGigabytes(0.5)).toBe(500_000_000);
  expect(inGigabytes(fromGigabytes(1.1))).toBe(1.1);
});
