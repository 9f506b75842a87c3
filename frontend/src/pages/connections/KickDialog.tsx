import { useState } from "react";
import { kick } from "../../api/connections";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import type { ConnectionRow } from "../../contract/events";
import { full } from "../../format/number";
import { KickTerms, NO_TERMS, optionsOf } from "./KickTerms";
import { kickAll, nameOf } from "./kicks";

interface KickDialogProps {
  rows: readonly ConnectionRow[];
  onKick: () => void;
  onClose: () => void;
}

const NAMED = 5;

/** Names whom it ends, asks why and for how long, and sends the kicks; their receipts appear on the page. */
export function KickDialog({ rows, onKick, onClose }: KickDialogProps) {
  const [terms, setTerms] = useState(NO_TERMS);
  const count = rows.length;

  async function send(): Promise<void> {
    void kickAll(rows, optionsOf(terms), kick);
    onKick();
  }

  return (
    <FormDialog
      title={count === 1 ? "Kick this connection?" : `Kick ${full(count)} connections?`}
      submit={count === 1 ? "Kick" : `Kick ${full(count)}`}
      danger
      onSubmit={send}
      onClose={onClose}
    >
      {() => (
        <>
          <ul className={dialog.names}>
            {rows.slice(0, NAMED).map((row) => (
              <li key={row.id}>{nameOf(row)}</li>
            ))}
            {count > NAMED && <li>and {full(count - NAMED)} more</li>}
          </ul>
          <KickTerms count={count} terms={terms} onChange={setTerms} />
        </>
      )}
    </FormDialog>
  );
}
