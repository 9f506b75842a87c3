import { setStanding } from "../operator";
import { createFeed } from "./feed";

/** The page's one feed. Losing the login ends it and leads to the login page. */
export const feed = createFeed(() => setStanding({ state: "out" }));
