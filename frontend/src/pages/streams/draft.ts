import type { StreamCreate, StreamRead } from "../../contract/rest";
import type { StreamType } from "./filter";

/** A stream as a form holds it: text until it is sent. */
export interface Draft {
  name: string;
  sourceUrl: string;
  /** one address a line */
  backupUrls: string;
  type: StreamType;
  categoryId: string;
  guideId: string;
  onDemand: boolean;
  transcode: string;
  restartSilenceS: string;
  restartErrorsPerMinute: string;
}

export const NEW_DRAFT: Draft = {
  name: "",
  sourceUrl: "",
  backupUrls: "",
  type: "live",
  categoryId: "",
  guideId: "",
  onDemand: false,
  transcode: "",
  restartSilenceS: "",
  restartErrorsPerMinute: "",
};

export const PRESETS = ["h264-720p", "h264-480p", "audio"] as const;

export function draftOf(stream: StreamRead): Draft {
  return {
    name: stream.name,
    sourceUrl: stream.sourceUrl ?? "",
    backupUrls: (stream.backupUrls ?? []).join("\n"),
    type: stream.type,
    categoryId: text(stream.categoryId),
    guideId: stream.guideId ?? "",
    onDemand: stream.onDemand,
    transcode: stream.transcode ?? "",
    restartSilenceS: text(stream.restartSilenceS),
    restartErrorsPerMinute: text(stream.restartErrorsPerMinute),
  };
}

function text(value: number | null): string {
  return value === null ? "" : String(value);
}

function whole(value: string): number | null {
  return value.trim() === "" ? null : Number(value);
}

/** What is sent: both a new stream's fields and, since nothing is left out, a change of all of them. */
export function bodyOf(draft: Draft): StreamCreate {
  return {
    name: draft.name,
    sourceUrl: draft.sourceUrl,
    backupUrls: draft.backupUrls.split(/\s+/).filter((url) => url !== ""),
    type: draft.type,
    categoryId: whole(draft.categoryId),
    guideId: draft.guideId.trim() || null,
    onDemand: draft.onDemand,
    transcode: PRESETS.find((preset) => preset === draft.transcode) ?? null,
    restartSilenceS: whole(draft.restartSilenceS),
    restartErrorsPerMinute: whole(draft.restartErrorsPerMinute),
  };
}
