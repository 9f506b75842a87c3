import type { ActivityEntry } from "../contract/events";

export type Role = "viewer" | "operator" | "admin";

/** Who is logged in: the answer of login and of `/api/v1/me`. */
export interface Operator {
  name: string;
  role: Role;
}

export interface About {
  version: string;
  /** what the geo database's licence asks to be shown, null when none is loaded */
  attribution: string | null;
  attributionUrl: string | null;
}

export interface Page<T> {
  items: T[];
  total: number;
  offset: number;
  limit: number;
}

export type ActivityPage = Page<ActivityEntry>;
