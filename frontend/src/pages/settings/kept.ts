import type { RetentionChange, RetentionRead, SettingsChange, SettingsRead } from "../../contract/rest";

export const KINDS = ["sessions", "samples", "activity", "audit"] as const;
export type Kind = (typeof KINDS)[number];

export const POLICIES = ["refuse", "end-oldest", "same-stream-twice"] as const;

/** Days as a field has them: empty keeps for ever. */
export function fieldOf({ days }: RetentionRead[Kind]): string {
  return days === null ? "" : String(days);
}

/** What differs from what is in force, and may be changed; null where nothing does. */
export function changeOf(now: SettingsRead, form: FormData): SettingsChange | null {
  const retention: RetentionChange = {};
  for (const kind of KINDS) {
    const typed = form.get(kind);
    if (typeof typed !== "string" || typed.trim() === fieldOf(now.retention[kind])) continue;
    retention[kind] = typed.trim() === "" ? null : Number(typed);
  }
  const chosen = form.get("limitPolicy");
  const limitPolicy = POLICIES.find((policy) => policy === chosen && policy !== now.limitPolicy.value);
  const change: SettingsChange = {
    ...(Object.keys(retention).length === 0 ? {} : { retention }),
    ...(limitPolicy === undefined ? {} : { limitPolicy }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
