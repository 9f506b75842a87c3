import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { NARROW } from "../../components/narrow";
import frame from "../../components/Page.module.css";
import toolbar from "../../components/Toolbar.module.css";
import type { ConnectionRow } from "../../contract/events";
import { useLive } from "../../realtime/hooks";
import { useMay } from "../../role";
import { ConnectionDrawer } from "./ConnectionDrawer";
import classes from "./ConnectionsPage.module.css";
import type { RowControl } from "./columns";
import { FilterBar } from "./FilterBar";
import { KickButtons } from "./KickButtons";
import { KickDialog } from "./KickDialog";
import { KickReceipts } from "./KickReceipts";
import { LiveGroups } from "./LiveGroups";
import { LiveRows } from "./LiveRows";
import { DEFAULT_LOOK, LOOK_KEY, parseLook } from "./look";
import { SavedViews } from "./SavedViews";
import { TableMenu } from "./TableMenu";
import { useSeen } from "./useSeen";
import { useSelection } from "./useSelection";
import { useView } from "./useView";

const NO_ROWS: ConnectionRow[] = [];

export default function ConnectionsPage() {
  const control = useView();
  const { opened, grouping } = control.view;
  const connections = useLive((live) => live.connections);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [liked, setLiked] = useLocalStorage({
    key: LOOK_KEY,
    defaultValue: DEFAULT_LOOK,
    deserialize: parseLook,
    getInitialValueInEffect: false,
  });
  const look = control.view.look ?? liked;
  const rows = connections?.rows ?? NO_ROWS;
  const selection = useSelection();
  const [kicking, setKicking] = useState<readonly ConnectionRow[] | null>(null);
  const mayKick = useMay("operator");
  const seen = useSeen(connections);
  const rowControl = useMemo<RowControl>(
    () => ({
      setFilter: control.setFilter,
      open: control.open,
      selected: mayKick ? selection.ids : null,
      toggle: selection.toggle,
      toggleAll: selection.toggleAll,
    }),
    [control.setFilter, control.open, mayKick, selection],
  );
  return (
    <div className={narrow ? frame.page : classes.page}>
      <FilterBar control={control} rows={rows} narrow={narrow}>
        <div className={toolbar.end}>
          <KickButtons view={control.view} selection={selection} onKickSelected={() => setKicking(selection.rows)} />
          <SavedViews control={control} look={look} />
          <TableMenu
            view={control.view}
            look={look}
            onChange={(wanted) => {
              setLiked(wanted);
              control.forgetLook();
            }}
          />
        </div>
      </FilterBar>
      <KickReceipts />
      {grouping === null ? (
        <LiveRows control={control} rowControl={rowControl} look={look} narrow={narrow} />
      ) : (
        <LiveGroups key={grouping.by} control={control} grouping={grouping} />
      )}
      {opened !== null && (
        <ConnectionDrawer
          key={opened}
          id={opened}
          connections={connections}
          seen={seen}
          onKick={(row) => setKicking([row])}
          onClose={() => control.open(null)}
        />
      )}
      {kicking !== null && <KickDialog rows={kicking} onKick={selection.clear} onClose={() => setKicking(null)} />}
    </div>
  );
}
