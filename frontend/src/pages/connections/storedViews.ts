/** A view of the table under a name of the operator's own. */
export interface SavedView {
  name: string;
  /** its search, filters, order, grouping, columns and density, as the page's address has them */
  address: string;
}

export const LONGEST_NAME = 64;
const MOST = 50;

/** Where the browser keeps an operator's views. */
export function viewsKey(operator: string): string {
  return `panel.connections.views.${operator}`;
}

function isSavedView(value: unknown): value is SavedView {
  if (typeof value !== "object" || value === null) return false;
  return "name" in value && typeof value.name === "string" && "address" in value && typeof value.address === "string";
}

/** What the browser kept, whatever became of it meanwhile. */
export function parseViews(text: string | undefined): SavedView[] {
  if (text === undefined) return [];
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isSavedView).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Adds a view, or puts it in the place of the one that has its name. */
export function withView(views: readonly SavedView[], { name, address }: SavedView): SavedView[] {
  const saved = { name: name.trim().slice(0, LONGEST_NAME), address };
  if (saved.name === "") return [...views];
  const known = views.some((view) => view.name === saved.name);
  return known ? views.map((view) => (view.name === saved.name ? saved : view)) : [...views, saved].slice(-MOST);
}

export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** A name that another view has already changes nothing. */
export function renamed(views: readonly SavedView[], before: string, name: string): SavedView[] {
  const wanted = name.trim().slice(0, LONGEST_NAME);
  if (wanted === "" || views.some((view) => view.name === wanted)) return [...views];
  return views.map((view) => (view.name === before ? { ...view, name: wanted } : view));
}
