import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";

export type Change<State> = (make: (known: State) => State, replace?: boolean) => void;

/** State that lives in the page's address, so that it can be shared and survives a reload. */
export function useAddress<State>(
  parse: (parameters: URLSearchParams) => State,
  format: (state: State) => URLSearchParams,
): [State, Change<State>] {
  const [parameters, setParameters] = useSearchParams();
  const address = parameters.toString();
  const state = useMemo(() => parse(new URLSearchParams(address)), [address, parse]);
  const change = useCallback<Change<State>>(
    (make, replace = false) => setParameters((known) => format(make(parse(known))), { replace }),
    [setParameters, parse, format],
  );
  return [state, change];
}
