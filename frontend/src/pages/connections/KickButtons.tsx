import { Button } from "@mantine/core";
import { useState } from "react";
import { full } from "../../format/number";
import { useLive } from "../../realtime/hooks";
import { useMay } from "../../role";
import classes from "./ConnectionsPage.module.css";
import { KickMatchingDialog } from "./KickMatchingDialog";
import type { Selection } from "./useSelection";
import { isFiltered, type View } from "./view";

interface KickButtonsProps {
  view: View;
  selection: Selection;
  onKickSelected: () => void;
}

/** Ends those that are ticked or, once it is plain who is meant, all that match. */
export function KickButtons({ view, selection, onKickSelected }: KickButtonsProps) {
  const [matched, setMatched] = useState<number | null>(null);
  const mayKick = useMay("operator");
  const inView = useLive((live) => live.connections?.page.matched ?? 0);
  const ticked = selection.rows.length;
  if (!mayKick || view.grouping !== null) return null;
  return (
    <>
      {ticked > 0 && (
        <>
          <Button size="xs" variant="subtle" color="gray" onClick={selection.clear}>
            Untick
          </Button>
          <Button size="xs" className={classes.kick} onClick={onKickSelected}>
            Kick {full(ticked)}…
          </Button>
        </>
      )}
      {inView > 1 && (ticked > 0 || isFiltered(view)) && (
        <Button size="xs" variant="default" className={classes.kickAll} onClick={() => setMatched(inView)}>
          Kick all {full(inView)} that match…
        </Button>
      )}
      {matched !== null && (
        <KickMatchingDialog view={view} matched={matched} onKick={selection.clear} onClose={() => setMatched(null)} />
      )}
    </>
  );
}
