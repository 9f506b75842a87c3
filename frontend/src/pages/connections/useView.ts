import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
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
  /** shows one connection's details, or none */
  open: (id: string | null) => void;
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
      open: (id) => change((known) => ({ ...known, opened: id }), false),
    }),
    [view, change],
  );
}
