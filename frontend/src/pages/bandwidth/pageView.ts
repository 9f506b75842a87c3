import { choiceOf } from "../../address/parameters";
import type { BreakdownQuery } from "../../contract/rest";
import { formatLook, type Look, parseLook } from "./ranges";

export type By = NonNullable<BreakdownQuery["by"]>;

/** What bandwidth may be split by, in the order it is offered. */
export const SPLITS: readonly { value: By; label: string }[] = [
  { value: "stream", label: "Streams" },
  { value: "country", label: "Countries" },
  { value: "isp", label: "ISPs" },
  { value: "collector", label: "Collectors" },
];
const USUAL: By = "stream";

/** The whole page: what its charts show, and by what the breakdown is split. */
export interface PageView extends Look {
  by: By;
}

export function parsePageView(parameters: URLSearchParams): PageView {
  const splits = SPLITS.map(({ value }) => value);
  return { ...parseLook(parameters), by: choiceOf(parameters, "by", splits) ?? USUAL };
}

export function formatPageView({ by, ...look }: PageView): URLSearchParams {
  const parameters = formatLook(look);
  if (by !== USUAL) parameters.set("by", by);
  return parameters;
}
