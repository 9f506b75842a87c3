import type { Tone } from "../../components/StatusMark";
import type { Status } from "./filter";

export const STATUS_TONES: Record<Status, Tone> = {
  online: "good",
  degraded: "warn",
  offline: "bad",
  starting: "idle",
  stopped: "idle",
  unknown: "idle",
};

export const STATUS_WORDS: Record<Status, string> = {
  online: "Online",
  degraded: "Degraded",
  offline: "Offline",
  starting: "Starting",
  stopped: "Stopped",
  unknown: "Unknown",
};
