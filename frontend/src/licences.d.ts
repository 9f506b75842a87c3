declare module "virtual:licences" {
  /** Every package that is part of the pages, with the licence it names. */
  export const licences: readonly { name: string; version: string; licence: string }[];
}
