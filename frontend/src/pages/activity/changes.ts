import type { AuditChange } from "../../contract/rest";

function shown(value: AuditChange["before"]): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.join(", ");
  return String(value);
}

/** "enabled: true → false; name: nothing → News". */
export function describeChanges(changes: readonly AuditChange[]): string {
  return changes.map(({ field, before, after }) => `${field}: ${shown(before)} → ${shown(after)}`).join("; ");
}
