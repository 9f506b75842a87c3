import type { BandwidthPoint } from "../../contract/events";

const COLUMNS = ["timestamp", "bps", "connections", "maxBps", "maxConnections", "bytes"] as const;

/** Points as a table (RFC 4180), under the names of the interface; what is unknown is empty. */
export function csvOf(points: readonly BandwidthPoint[]): string {
  const rows = points.map((point) => COLUMNS.map((name) => point[name] ?? "").join(","));
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
