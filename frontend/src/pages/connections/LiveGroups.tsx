import { useCallback, useEffect, useMemo } from "react";
import { connectionGroups } from "../../api/connections";
import { useAnswer } from "../../api/useAnswer";
import { DataTable } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import { counted } from "../../format/number";
import { useLive } from "../../realtime/hooks";
import { Attribution } from "./Attribution";
import classes from "./ConnectionsPage.module.css";
import { groupColumns } from "./groupColumns";
import { type Grouping, nextGrouping } from "./grouping";
import { NoRows } from "./NoRows";
import { useSharedView, type ViewControl } from "./useView";
import { toFilter } from "./view";

const PER_PAGE = 100;

/** The connections that match, summed by what they share; asked for anew at every tick. */
export function LiveGroups({ control, grouping }: { control: ViewControl; grouping: Grouping }) {
  const { view } = control;
  const { by } = grouping;
  const offset = Math.floor(view.row / PER_PAGE) * PER_PAGE;
  const shared = useSharedView(view);
  const asked = useAnswer(
    useCallback(
      (signal: AbortSignal) =>
        connectionGroups({ ...toFilter(shared), ...shared.grouping, by, offset, limit: PER_PAGE }, signal),
      [shared, by, offset],
    ),
  );
  const seq = useLive((live) => live.seq);
  const { reload } = asked;
  useEffect(() => {
    if (seq !== null) reload();
  }, [seq, reload]);
  const matched = asked.answer?.matched ?? 0;
  const total = useLive((live) => live.dashboard?.activeConnections ?? matched);
  const columns = useMemo(() => groupColumns(by, matched, control.enter), [by, matched, control.enter]);
  return (
    <Loaded asked={asked}>
      {(groups) => (
        <>
          <div className={`${frame.frame} ${classes.groups}`} aria-busy={asked.pending}>
            {groups.items.length === 0 ? (
              <NoRows page={{ matched, total }} control={control} />
            ) : (
              <DataTable
                caption="Connections by what they share"
                columns={columns}
                rows={groups.items}
                keyOf={({ key }) => key ?? "unknown"}
                sorting={{ ...grouping, onSort: (clicked) => control.group(nextGrouping(grouping, clicked)) }}
              />
            )}
          </div>
          <div className={toolbar.foot}>
            {groups.items.length > 0 && (
              <Pager
                offset={groups.offset}
                limit={groups.limit}
                matched={groups.total}
                note={`, ${counted(groups.matched, "connection", "connections")}`}
                goTo={(page) => control.goTo((page - 1) * PER_PAGE)}
              />
            )}
            <Attribution />
          </div>
        </>
      )}
    </Loaded>
  );
}
