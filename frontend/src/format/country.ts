const names = new Intl.DisplayNames(["en"], { type: "region" });

/** ISO 3166-1 alpha-2 -> English name; a code that is not one comes back as it is. */
export function countryName(code: string): string {
  try {
    return names.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}
