import { expect, it } from "vitest";
import type { ElementaryStream } from "../../contract/rest";
import { describePart } from "./parts";

const NOTHING: ElementaryStream = {
  pid: 256,
  kind: "data",
  codec: null,
  scrambled: false,
  language: null,
  width: null,
  height: null,
  frameRate: null,
  channels: null,
  sampleRateHz: null,
  bitrateBps: null,
  ccErrors: 0,
};

it("says what is known and no more", () => {
  expect(describePart({ ...NOTHING, codec: "H.264", width: 1920, height: 1080, frameRate: 25 })).toBe(
    "H.264, 1920 × 1080, 25 fps",
  );
  expect(describePart({ ...NOTHING, codec: "AAC", language: "deu", channels: 2, sampleRateHz: 48_000 })).toBe(
    "AAC, deu, 2 channels, 48,000 Hz",
  );
  expect(describePart({ ...NOTHING, scrambled: true, channels: 1 })).toBe("1 channel, scrambled");
  expect(describePart(NOTHING)).toBe("not known yet");
});
