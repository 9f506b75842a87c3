import { Section } from "../../components/Section";
import type { DashboardUpdate } from "../../contract/events";
import { percent } from "../../format/number";
import { bitrate } from "../../format/volume";
import classes from "./Host.module.css";

type HostState = DashboardUpdate["host"];

const WARN_PERCENT = 80;
const BAD_PERCENT = 92;

function tone(value: number): "calm" | "warn" | "bad" {
  if (value >= BAD_PERCENT) return "bad";
  return value >= WARN_PERCENT ? "warn" : "calm";
}

/** The machine the panel runs on. */
export function Host({ host }: { host: HostState | null }) {
  return (
    <Section title="Host">
      <div className={classes.gauges}>
        <Gauge label="CPU" value={host?.cpuPercent ?? null} />
        <Gauge label="Memory" value={host?.memoryPercent ?? null} />
        <Gauge label="Disk" value={host?.diskPercent ?? null} />
      </div>
      <div className={`${classes.network} number`}>
        <span title="Received by all network interfaces">in {bitrate(host?.receiveBps ?? null)}</span>
        <span title="Sent by all network interfaces">out {bitrate(host?.sendBps ?? null)}</span>
        <span title="Load average of one minute">load {host?.load1?.toFixed(2) ?? "–"}</span>
      </div>
    </Section>
  );
}

function Gauge({ label, value }: { label: string; value: number | null }) {
  return (
    <div className={classes.gauge} title={value === null ? "The machine did not say" : undefined}>
      <span>{label}</span>
      <div className={classes.track} aria-hidden>
        {value !== null && <div className={classes.fill} data-tone={tone(value)} style={{ width: `${value}%` }} />}
      </div>
      <span className={`${classes.figure} number`}>{percent(value)}</span>
    </div>
  );
}
