import { useLocalStorage } from "@mantine/hooks";
import { useStanding } from "../../operator";
import { parseViews, type SavedView, viewsKey } from "./storedViews";

/** The views that whoever is logged in has saved in this browser. */
export function useSavedViews() {
  const operator = useStanding(({ standing }) => (standing.state === "in" ? standing.operator.name : ""));
  return useLocalStorage<SavedView[]>({
    key: viewsKey(operator),
    defaultValue: NONE,
    deserialize: parseViews,
    getInitialValueInEffect: false,
  });
}

const NONE: SavedView[] = [];
