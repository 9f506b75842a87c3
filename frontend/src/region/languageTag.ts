/**
 * Some environments report a language that is not a BCP 47 tag ("en-US@posix"); code that hands it to Intl would die
 * while it is being imported. Imported before everything else.
 */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

if (typeof navigator !== "undefined" && !isLanguageTag(navigator.language)) {
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
}
