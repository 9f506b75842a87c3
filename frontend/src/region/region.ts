import { isLanguageTag } from "./languageTag";

/** How this browser writes numbers and dates, which time zone it shows, and which way its text runs. */
export interface Region {
  /** BCP 47 */
  locale: string;
  /** IANA; undefined: the browser's own */
  timeZone: string | undefined;
  direction: "ltr" | "rtl";
}

/** What an operator chose; empty: as the browser has it. */
export interface RegionChoice {
  locale: string;
  timeZone: string;
}

/**
 * The pseudo-locale of CLDR whose text runs from right to left and is longer than English: it shows what would be clipped
 * or stay on the wrong side in a language such as Arabic.
 */
export const PSEUDO_LOCALE = "ar-XB";
const OUTSIDE_BROWSER: Region = { locale: "en-GB", timeZone: undefined, direction: "ltr" };
const LOCALE_KEY = "panel-locale";
const TIME_ZONE_KEY = "panel-time-zone";

export function isTimeZone(name: string): boolean {
  try {
    return name !== "" && Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** What was chosen where it can be used, and otherwise as the browser has it. */
export function regionOf(chosen: RegionChoice, browserLocale: string): Region {
  const timeZone = isTimeZone(chosen.timeZone) ? chosen.timeZone : undefined;
  if (chosen.locale === PSEUDO_LOCALE) return { locale: "en-GB", timeZone, direction: "rtl" };
  return { locale: isLanguageTag(chosen.locale) ? chosen.locale : browserLocale, timeZone, direction: "ltr" };
}

/** The words are English in every locale, so only the pseudo-locale turns the page round. */
export function isPseudo(region: Region): boolean {
  return region.direction === "rtl";
}

function stored(storage: Storage, key: string): string {
  try {
    return storage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** `?locale=` holds for this tab, on every page from then on. */
function localeOfTab(): string {
  const asked = new URLSearchParams(window.location.search).get("locale");
  if (asked === null) return stored(window.sessionStorage, LOCALE_KEY);
  window.sessionStorage.setItem(LOCALE_KEY, asked);
  return asked;
}

export function chosenRegion(): RegionChoice {
  return {
    locale: localeOfTab() || stored(window.localStorage, LOCALE_KEY),
    timeZone: stored(window.localStorage, TIME_ZONE_KEY),
  };
}

/** Keeps the choice in this browser and shows the page anew in it. */
export function chooseRegion({ locale, timeZone }: RegionChoice): void {
  window.sessionStorage.removeItem(LOCALE_KEY);
  window.localStorage.setItem(LOCALE_KEY, locale);
  window.localStorage.setItem(TIME_ZONE_KEY, timeZone);
  window.location.reload();
}

/** Holds until the page is loaded anew. */
export const region: Region =
  typeof window === "undefined" ? OUTSIDE_BROWSER : regionOf(chosenRegion(), window.navigator.language);
