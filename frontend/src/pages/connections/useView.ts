import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
import { GROUP_FILTERS, type GroupBy, type Grouping } from "./grouping";
import { type FilterName, formatView, nextSort, parseView, type Sort, type View } from "./view";

export interface ViewControl {
  view: View;
  search: (text: string) => void;
  setFilter: (name: FilterName, value: string | null) => void;
  clear: () => void;
  sortBy: (sort: Sort) => void;
  /** a row, counted from 0, was scrolled to */
  rest: (row: number) => void;
  goTo: (row: number) => void;
  group: (grouping: Grouping | null) => void;
  /** shows the connections of a group */
  enter: (by: GroupBy, key: string) => void;
  /** shows a view by its address */
  show: (address: string) => void;
  /** from now on the table looks as this browser likes it */
  forgetLook: () => void;
  /** shows one connection's details, or none */
  open: (id: string | null) => void;
}

/** A view as long as it means the same rows in the same order: scrolling and opening details do not change it. */
export function useSharedView(view: View): View {
  const address = formatView({ ...view, row: 0, look: null, opened: null }).toString();
  return useMemo(() => parseView(new URLSearchParams(address)), [address]);
}

/** The view of the table lives in the page's address, so it can be shared and survives a reload. */
export function useView(): ViewControl {
  const [parameters, setParameters] = useSearchParams();
  const address = parameters.toString();
  const view = useMemo(() => parseView(new URLSearchParams(address)), [address]);

  const change = useCallback(
    (make: (view: View) => View, replace: boolean) => {
      setParameters((known) => formatView(make(parseView(known))), { replace });
    },
    [setParameters],
  );

  return useMemo(
    () => ({
      view,
      search: (text) => change((known) => ({ ...known, search: text, row: 0 }), true),
      setFilter: (name, value) =>
        change((known) => {
          const { [name]: _removed, ...others } = known.filters;
          return { ...known, filters: value === null ? others : { ...others, [name]: value }, row: 0 };
        }, false),
      clear: () => change((known) => ({ ...known, search: "", filters: {}, row: 0 }), false),
      sortBy: (sort) => change((known) => ({ ...known, ...nextSort(known, sort), row: 0 }), false),
      rest: (row) => change((known) => ({ ...known, row }), true),
      goTo: (row) => change((known) => ({ ...known, row }), false),
      group: (grouping) => change((known) => ({ ...known, grouping, row: 0 }), false),
      enter: (by, key) =>
        change(
          (known) => ({ ...known, filters: { ...known.filters, [GROUP_FILTERS[by]]: key }, grouping: null, row: 0 }),
          false,
        ),
      show: (wanted) => change(() => parseView(new URLSearchParams(wanted)), false),
      forgetLook: () => change((known) => ({ ...known, look: null }), true),
      open: (id) => change((known) => ({ ...known, opened: id }), false),
    }),
    [view, change],
  );
}
