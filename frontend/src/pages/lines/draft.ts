import type { LineCreate, LineRead } from "../../contract/rest";
import { fromGigabytes, inGigabytes } from "../../format/volume";
import { fromField, toField } from "../../format/zoned";

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
    expiresAt: line.expiresAt === null ? "" : toField(line.expiresAt),
    trial: line.trial,
    quotaGB: line.quotaBytesPerMonth === null ? "" : String(inGigabytes(line.quotaBytesPerMonth)),
    bouquetIds: line.bouquetIds,
    allowedCountries: line.allowedCountries.join(", "),
    allowedIsps: line.allowedIsps.join("\n"),
    allowedNetworks: line.allowedNetworks.join("\n"),
    allowedAgents: line.allowedAgents.join("\n"),
  };
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
    expiresAt: draft.expiresAt === "" ? null : fromField(draft.expiresAt),
    trial: draft.trial,
    quotaBytesPerMonth: draft.quotaGB.trim() === "" ? null : fromGigabytes(Number(draft.quotaGB)),
    bouquetIds: draft.bouquetIds,
    allowedCountries: list(draft.allowedCountries, /[\s,]+/),
    allowedIsps: list(draft.allowedIsps, /\n/),
    allowedNetworks: list(draft.allowedNetworks, /[\s,]+/),
    allowedAgents: list(draft.allowedAgents, /\n/),
  };
}
