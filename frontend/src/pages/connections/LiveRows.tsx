import { useMemo } from "react";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import type { ConnectionsPage as Page } from "../../contract/events";
import { counted, full } from "../../format/number";
import { useConnectionsView, useLive } from "../../realtime/hooks";
import { Attribution } from "./Attribution";
import { ConnectionCards } from "./ConnectionCards";
import classes from "./ConnectionsPage.module.css";
import { ConnectionsTable } from "./ConnectionsTable";
import type { RowControl } from "./columns";
import type { Look } from "./look";
import { NoRows } from "./NoRows";
import { useRowWindow } from "./useRowWindow";
import { useSharedView, type ViewControl } from "./useView";
import { toQuery } from "./view";

interface LiveRowsProps {
  control: ViewControl;
  rowControl: RowControl;
  look: Look;
  narrow: boolean;
}

const PER_PAGE = 100;

/** The rows that match, live: a table of all of them, or where the page is narrow, pages of cards. */
export function LiveRows({ control, rowControl, look, narrow }: LiveRowsProps) {
  const { view } = control;
  const { window, show } = useRowWindow(view.row);
  const pageOffset = Math.floor(view.row / PER_PAGE) * PER_PAGE;
  const { offset, limit } = narrow ? { offset: pageOffset, limit: PER_PAGE } : window;
  const shared = useSharedView(view);
  const query = useMemo(() => toQuery(shared, { offset, limit }), [shared, offset, limit]);
  useConnectionsView(query);
  const connections = useLive((live) => live.connections);
  const pending = useLive((live) => live.viewPending);
  const refusal = useLive((live) => live.viewRefusal);
  const isEmpty = connections !== null && (narrow ? connections.rows.length : connections.page.matched) === 0;
  return (
    <>
      {refusal !== null && (
        <p role="alert" className={frame.problem}>
          The server refused this view: {refusal}
        </p>
      )}
      <div className={`${frame.frame} ${classes.rows}`} aria-busy={pending} data-pending={pending}>
        {connections === null ? (
          <p className={frame.waiting}>Waiting for the first data.</p>
        ) : isEmpty ? (
          <NoRows page={connections.page} control={control} />
        ) : narrow ? (
          <ConnectionCards connections={connections} control={control} rowControl={rowControl} />
        ) : (
          <ConnectionsTable
            connections={connections}
            control={control}
            rowControl={rowControl}
            look={look}
            onShow={show}
          />
        )}
      </div>
      <div className={toolbar.foot}>
        {connections !== null && !isEmpty && <Foot page={connections.page} narrow={narrow} goTo={control.goTo} />}
        <Attribution />
      </div>
    </>
  );
}

function Foot({ page, narrow, goTo }: { page: Page; narrow: boolean; goTo: (row: number) => void }) {
  const { matched, total, sort, order } = page;
  const newest = sort === "connectedAt" && order === "desc" ? ", newest first" : "";
  if (!narrow) {
    const some = matched === total ? "" : `${full(matched)} of `;
    return <span className="number">{`${some}${counted(total, "connection", "connections")}${newest}`}</span>;
  }
  const all = matched === total ? "" : `, ${full(total)} in all`;
  return <Pager {...page} note={`${all}${newest}`} goTo={(place) => goTo((place - 1) * PER_PAGE)} />;
}
