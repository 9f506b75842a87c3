import { Button } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { NARROW } from "../../components/narrow";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import type { ConnectionRow, ConnectionsPage as Page } from "../../contract/events";
import { full } from "../../format/number";
import { useConnectionsView, useLive } from "../../realtime/hooks";
import { useMay } from "../../role";
import { Attribution } from "./Attribution";
import { ConnectionCards } from "./ConnectionCards";
import { ConnectionDrawer } from "./ConnectionDrawer";
import classes from "./ConnectionsPage.module.css";
import { ConnectionsTable } from "./ConnectionsTable";
import type { RowControl } from "./columns";
import { FilterBar } from "./FilterBar";
import { KickDialog } from "./KickDialog";
import { KickReceipts } from "./KickReceipts";
import { NoRows } from "./NoRows";
import { DEFAULT_PREFERENCES, PREFERENCES_KEY, parsePreferences } from "./preferences";
import { TableMenu } from "./TableMenu";
import { useSeen } from "./useSeen";
import { useSelection } from "./useSelection";
import { useView } from "./useView";
import { formatView, parseView, toQuery } from "./view";

const NO_ROWS: ConnectionRow[] = [];

export default function ConnectionsPage() {
  const control = useView();
  const { opened } = control.view;
  // Opening a connection's details asks for no other rows.
  const address = formatView({ ...control.view, opened: null }).toString();
  const query = useMemo(() => toQuery(parseView(new URLSearchParams(address))), [address]);
  useConnectionsView(query);
  const connections = useLive((live) => live.connections);
  const pending = useLive((live) => live.viewPending);
  const refusal = useLive((live) => live.viewRefusal);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [preferences, setPreferences] = useLocalStorage({
    key: PREFERENCES_KEY,
    defaultValue: DEFAULT_PREFERENCES,
    deserialize: parsePreferences,
    getInitialValueInEffect: false,
  });
  const rows = connections?.rows ?? NO_ROWS;
  const selection = useSelection(rows);
  const [kicking, setKicking] = useState<readonly ConnectionRow[] | null>(null);
  const mayKick = useMay("operator");
  const seen = useSeen(connections);
  const rowControl = useMemo<RowControl>(
    () => ({
      setFilter: control.setFilter,
      open: control.open,
      selected: mayKick ? selection.ids : null,
      toggle: selection.toggle,
    }),
    [control.setFilter, control.open, mayKick, selection.ids, selection.toggle],
  );
  const Rows = narrow ? ConnectionCards : ConnectionsTable;
  return (
    <div className={frame.page}>
      <FilterBar control={control} rows={rows} narrow={narrow}>
        <div className={toolbar.end}>
          {selection.rows.length > 0 && (
            <Button size="xs" className={classes.kick} onClick={() => setKicking(selection.rows)}>
              Kick {full(selection.rows.length)}…
            </Button>
          )}
          <TableMenu query={query} preferences={preferences} onChange={setPreferences} />
        </div>
      </FilterBar>
      <KickReceipts />
      {refusal !== null && (
        <p role="alert" className={frame.problem}>
          The server refused this view: {refusal}
        </p>
      )}
      <div className={frame.frame} aria-busy={pending} data-pending={pending}>
        {connections === null ? (
          <p className={frame.waiting}>Waiting for the first data.</p>
        ) : rows.length === 0 ? (
          <NoRows page={connections.page} control={control} />
        ) : (
          <Rows
            connections={connections}
            control={control}
            rowControl={rowControl}
            hidden={preferences.hidden}
            density={preferences.density}
            onToggleAll={selection.toggleAll}
          />
        )}
      </div>
      <div className={toolbar.foot}>
        {connections !== null && rows.length > 0 && (
          <Pager {...connections.page} note={note(connections.page)} goTo={control.goTo} />
        )}
        <Attribution />
      </div>
      {opened !== null && (
        <ConnectionDrawer
          key={opened}
          id={opened}
          row={rows.find((row) => row.id === opened) ?? null}
          receivedAtMs={connections?.receivedAtMs ?? 0}
          rates={seen.of(opened)}
          onKick={(row) => setKicking([row])}
          onClose={() => control.open(null)}
        />
      )}
      {kicking !== null && <KickDialog rows={kicking} onKick={selection.clear} onClose={() => setKicking(null)} />}
    </div>
  );
}

function note({ matched, total, sort, order }: Page): string {
  const all = matched === total ? "" : `, ${full(total)} in all`;
  return sort === "connectedAt" && order === "desc" ? `${all}, newest first` : all;
}
