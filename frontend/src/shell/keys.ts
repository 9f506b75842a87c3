/** How long the second key of a pair may take. */
const PAIR_MS = 1200;

/** Recognises single keys and pairs like "g d", typed one after the other. */
export function createKeys(bindings: Readonly<Record<string, () => void>>): (key: string, nowMs: number) => boolean {
  let first: { key: string; atMs: number } | null = null;
  return (key, nowMs) => {
    const before = first !== null && nowMs - first.atMs <= PAIR_MS ? `${first.key} ` : "";
    const bound = bindings[before + key] ?? bindings[key];
    first = bound ? null : { key, atMs: nowMs };
    bound?.();
    return bound !== undefined;
  };
}

/** Whether a key is meant for a field, for the browser, or for what is open above the page. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const { target } = event;
  return target instanceof HTMLElement && target.closest("input, select, textarea, [role=dialog]") !== null;
}
