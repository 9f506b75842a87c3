/** How numbers and dates can be written here; more than one region where they differ. */
export const LOCALES: readonly string[] = [
  ..."ar bg cs da de de-AT de-CH el en-AU en-CA en-GB en-IN en-US es es-MX et fa fi fr fr-CA fr-CH he hi hr hu id it".split(
    " ",
  ),
  ..."ja ko lt lv ms nb nl pl pt-BR pt-PT ro ru sk sl sq sr sv th tr uk ur vi zh-CN zh-TW".split(" "),
];

const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** "de-AT" -> "Austrian German". */
export function localeName(locale: string): string {
  return names.of(locale) ?? locale;
}

/** Every time zone the browser knows, and UTC, which not every browser lists. */
export function timeZones(): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
}
