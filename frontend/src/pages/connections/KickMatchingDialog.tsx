import { useState } from "react";
import { kickMatching } from "../../api/connections";
import { ApiError } from "../../api/http";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import { counted, full } from "../../format/number";
import { useStore } from "../../realtime/store";
import { filterWords } from "./filterWords";
import { KickTerms, NO_TERMS, optionsOf } from "./KickTerms";
import { kickEverybody } from "./kicks";
import { toFilter, type View } from "./view";

interface KickMatchingDialogProps {
  view: View;
  /** how many match, as the operator saw it */
  matched: number;
  onKick: () => void;
  onClose: () => void;
}

const CONFLICT = 409;

/** Says in words whom a filter means and how many, and has the server kick them all. */
export function KickMatchingDialog({ view, matched, onKick, onClose }: KickMatchingDialogProps) {
  const [terms, setTerms] = useState(NO_TERMS);
  const [expected, setExpected] = useState(matched);
  const [rows] = useState(() => useStore.getState().live.connections?.rows ?? []);
  const words = filterWords(view, rows);

  async function send(): Promise<void> {
    const order = { filter: toFilter(view), expected, ...optionsOf(terms) };
    const name = `${counted(expected, "connection", "connections")}, ${words.length > 0 ? words.join(", ") : "all"}`;
    try {
      await kickEverybody(name, order, kickMatching);
    } catch (error) {
      const isOther = error instanceof ApiError && error.status === CONFLICT;
      if (isOther) setExpected(useStore.getState().live.connections?.page.matched ?? expected);
      throw error;
    }
    onKick();
  }

  return (
    <FormDialog
      title={`Kick all ${full(expected)} that match?`}
      submit={`Kick ${full(expected)}`}
      danger
      onSubmit={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <div className={dialog.text}>
            {words.length === 0 ? (
              <b>No filter is set: this is everybody who watches.</b>
            ) : (
              <>
                Every connection, those that come meanwhile included, with
                <ul className={dialog.names}>
                  {words.map((word) => (
                    <li key={word}>{word}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
          <KickTerms count={expected} terms={terms} onChange={setTerms} problemOf={problemOf} />
        </>
      )}
    </FormDialog>
  );
}
