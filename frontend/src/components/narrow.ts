/** Below this, tables are cards. */
export const NARROW = "(max-width: 48em)";
