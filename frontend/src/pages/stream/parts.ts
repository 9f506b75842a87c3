import type { ElementaryStream } from "../../contract/rest";
import { full } from "../../format/number";

function picture(width: number | null, height: number | null, frameRate: number | null): string | null {
  if (width === null || height === null) return null;
  return `${width} × ${height}${frameRate === null ? "" : `, ${full(frameRate)} fps`}`;
}

/** "H.264, 1920 × 1080, 25 fps" or "AAC, deu, 2 channels, 48,000 Hz": what is known of it and no more. */
export function describePart(part: ElementaryStream): string {
  const known = [
    part.codec,
    part.language,
    picture(part.width, part.height, part.frameRate),
    part.channels === null ? null : part.channels === 1 ? "1 channel" : `${part.channels} channels`,
    part.sampleRateHz === null ? null : `${full(part.sampleRateHz)} Hz`,
    part.scrambled ? "scrambled" : null,
  ].filter((word) => word !== null);
  return known.length === 0 ? "not known yet" : known.join(", ");
}
