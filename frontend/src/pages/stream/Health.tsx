import { type Fact, Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import type { StreamHealthDetail, StreamRead } from "../../contract/rest";
import { exactPercent, full } from "../../format/number";
import { duration, fullTime, milliseconds } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { bitrate } from "../../format/volume";
import { Score } from "../streams/Score";
import { formulaText } from "./formula";

/** A share from 0 to 1 as a percentage. */
function share(value: number | null): string {
  return exactPercent(value === null ? null : value * 100);
}

function healthFacts(stream: StreamRead, detail: StreamHealthDetail): Fact[] {
  const size = stream.width === null || stream.height === null ? null : `${stream.width} × ${stream.height}`;
  const video = [stream.videoCodec, size].filter((word) => word !== null).join(", ");
  return [
    { label: "Score", value: <Score stream={stream} />, title: formulaText(detail.formula) },
    {
      label: "Uptime",
      value: duration(stream.uptimeS),
      title: stream.since === null ? undefined : `${stream.status} since ${fullTime(stream.since)}`,
    },
    { label: "Deliverable, 24 h", value: exactPercent(stream.uptimePercent) },
    { label: "Deliverable, 7 days", value: exactPercent(stream.uptimeWeekPercent) },
    {
      label: "Errored seconds, 1 h",
      value: share(stream.errorRate),
      title: "Seconds with an error of the first priority or without a source, in the sense of ITU-T G.826",
    },
    {
      label: "Severely errored, 1 h",
      value: detail.severelyErroredS === null ? UNKNOWN : duration(detail.severelyErroredS),
      title: "Without a source or synchronisation",
    },
    {
      label: "Response",
      value: milliseconds(stream.responseMs),
      title: "From asking the source to its first packets, the last time",
    },
    { label: "Response, median", value: milliseconds(stream.responseMedianMs), title: "Of the last 20 times" },
    { label: "Bitrate in", value: bitrate(stream.inputBps) },
    {
      label: "Pace",
      value: stream.pace === null ? UNKNOWN : `${stream.pace.toFixed(2)} ×`,
      title: "Seconds of the stream’s own clock received per second; 1 is real time",
    },
    { label: "Video", value: video || UNKNOWN },
    { label: "Frame rate", value: stream.frameRate === null ? UNKNOWN : `${full(stream.frameRate)} fps` },
    {
      label: "Key frames",
      value: stream.keyFrameIntervalS === null ? UNKNOWN : `every ${full(stream.keyFrameIntervalS)} s`,
    },
    { label: "Audio", value: stream.audioCodec ?? UNKNOWN },
    { label: "Stuffing", value: share(stream.nullShare), title: "Null packets (PID 8191) among all" },
    { label: "Restarts", value: full(stream.restarts) },
    {
      label: "Last error",
      value: stream.lastError ?? "none",
      title: stream.lastErrorAt === null ? undefined : fullTime(stream.lastErrorAt),
    },
    {
      label: "Last check",
      value: stream.checkedAt === null ? UNKNOWN : fullTime(stream.checkedAt),
      title: "While nobody watches, its source is looked at from time to time",
    },
  ];
}

/** The figures of now, and what the score is made of. */
export function Health({ stream, detail }: { stream: StreamRead; detail: StreamHealthDetail }) {
  return (
    <Section title="Health">
      <Facts facts={healthFacts(stream, detail)} />
    </Section>
  );
}
