/** What is shown where a value is not known; the reason belongs in the element's title. */
export const UNKNOWN = "–";
