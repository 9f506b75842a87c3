const KEY = "panel-first-steps";

function stored(storage: Storage): boolean {
  try {
    return storage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

/** Whether this tab was shown the first steps already, and is not led there again. */
export function wereShown(): boolean {
  return stored(window.sessionStorage);
}

export function noteShown(): void {
  window.sessionStorage.setItem(KEY, "shown");
}

/** Whether this browser's operator does without them. */
export function wereSkipped(): boolean {
  return stored(window.localStorage);
}

export function noteSkipped(): void {
  window.localStorage.setItem(KEY, "skipped");
}
