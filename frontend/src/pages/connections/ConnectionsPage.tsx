import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { Pager } from "../../components/Pager";
import type { ConnectionsPage as Page } from "../../contract/events";
import { full } from "../../format/number";
import { useConnectionsView, useLive } from "../../realtime/hooks";
import { Attribution } from "./Attribution";
import { ConnectionCards } from "./ConnectionCards";
import classes from "./ConnectionsPage.module.css";
import { ConnectionsTable } from "./ConnectionsTable";
import { FilterBar } from "./FilterBar";
import { NoRows } from "./NoRows";
import { useView } from "./useView";
import { toQuery } from "./view";

export default function ConnectionsPage() {
  const control = useView();
  const query = useMemo(() => toQuery(control.view), [control.view]);
  useConnectionsView(query);
  const connections = useLive((live) => live.connections);
  const pending = useLive((live) => live.viewPending);
  const refusal = useLive((live) => live.viewRefusal);
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const Rows = narrow ? ConnectionCards : ConnectionsTable;
  return (
    <div className={classes.page}>
      <FilterBar control={control} rows={connections?.rows ?? []} narrow={narrow} />
      {refusal !== null && (
        <p role="alert" className={classes.refusal}>
          The server refused this view: {refusal}
        </p>
      )}
      <div className={classes.frame} aria-busy={pending} data-pending={pending}>
        {connections === null ? (
          <p className={classes.waiting}>Waiting for the first data.</p>
        ) : connections.rows.length === 0 ? (
          <NoRows page={connections.page} control={control} />
        ) : (
          <Rows connections={connections} control={control} />
        )}
      </div>
      <div className={classes.foot}>
        {connections !== null && connections.rows.length > 0 && (
          <Pager {...connections.page} note={note(connections.page)} goTo={control.goTo} />
        )}
        <Attribution />
      </div>
    </div>
  );
}

function note({ matched, total, sort, order }: Page): string {
  const all = matched === total ? "" : `, ${full(total)} in all`;
  return sort === "connectedAt" && order === "desc" ? `${all}, newest first` : all;
}
