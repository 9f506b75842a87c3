import type { LineCreate, LineRead } from "../../contract/rest";
import { fromGigabytes, inGigabytes } from "../../format/volume";

/** A line as a form holds it: text until it is sent. */
export interface Draft {
  username: string;
  /** empty: as it is, or generated for a new line */
  password: string;
  maxConnections: string;
  /** local date and time as a browser's field has it; empty: never */
  expiresAt: string;
  trial: boolean;
  /** gigabytes a month; empty: no limit */
  quotaGB: string;
  bouquetIds: number[];
  allowedCountries: string;
  allowedIsps: string;
  allowedNetworks: string;
  allowedAgents: string;
}

export const NEW_DRAFT: Draft = {
  username: "",
  password: "",
  maxConnections: "1",
  expiresAt: "",
  trial: false,
  quotaGB: "",
  bouquetIds: [],
  allowedCountries: "",
  allowedIsps: "",
  allowedNetworks: "",
  allowedAgents: "",
};

export function draftOf(line: LineRead): Draft {
  return {
    username: line.username,
    password: line.password ?? "",
    maxConnections: String(line.maxConnections),
    expiresAt: line.expiresAt === null ? "" : localField(new Date(line.expiresAt)),
    trial: line.trial,
    quotaGB: line.quotaBytesPerMonth === null ? "" : String(inGigabytes(line.quotaBytesPerMonth)),
    bouquetIds: line.bouquetIds,
    allowedCountries: line.allowedCountries.join(", "),
    allowedIsps: line.allowedIsps.join("\n"),
    allowedNetworks: line.allowedNetworks.join("\n"),
    allowedAgents: line.allowedAgents.join("\n"),
  };
}

/** "2026-03-01T12:00" in the operator's zone. */
function localField(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function list(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What is sent, for a new line and, since nothing but an empty password is left out, for a change of all. */
export function bodyOf(draft: Draft): LineCreate {
  return {
    username: draft.username.trim(),
    ...(draft.password === "" ? {} : { password: draft.password }),
    maxConnections: Number(draft.maxConnections),
    expiresAt: draft.expiresAt === "" ? null : new Date(draft.expiresAt).toISOString(),
    trial: draft.trial,
    quotaBytesPerMonth: draft.quotaGB.trim() === "" ? null : fromGigabytes(Number(draft.quotaGB)),
    bouquetIds: draft.bouquetIds,
    allowedCountries: list(draft.allowedCountries, /[\s,]+/),
    allowedIsps: list(draft.allowedIsps, /\n/),
    allowedNetworks: list(draft.allowedNetworks, /[\s,]+/),
    allowedAgents: list(draft.allowedAgents, /\n/),
  };
}
