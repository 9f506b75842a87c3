import type { ReactNode } from "react";
import dialog from "../../components/Dialog.module.css";
import listing from "../../components/Listing.module.css";
import type { PlaylistImported } from "../../contract/rest";
import { counted, full } from "../../format/number";

const SKIPPED_SHOWN = 20;

interface ImportResultProps {
  result: PlaylistImported;
  /** what to do next */
  children: ReactNode;
}

/** What is in a playlist, or what became of it. */
export function ImportResult({ result, children }: ImportResultProps) {
  const { found, added, updated, unchanged, first, skipped, skippedInAll } = result;
  return (
    <div className={dialog.form} role="status">
      <p className={dialog.text}>
        {added === null
          ? `${counted(found, "stream", "streams")} can be delivered, ${full(skippedInAll)} cannot.`
          : `${full(added)} added, ${full(updated)} updated, ${full(unchanged)} as before, ${full(skippedInAll)} skipped.`}
      </p>
      {first.length > 0 && (
        <table className={listing.listing}>
          <caption className={listing.caption}>The first of them</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Category</th>
            </tr>
          </thead>
          <tbody>
            {first.map(({ line, name, type, category }) => (
              <tr key={line}>
                <td title={name}>{name}</td>
                <td>{type}</td>
                <td>{category ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {skipped.slice(0, SKIPPED_SHOWN).map(({ line, reason }) => (
        <p key={line} className={dialog.quiet}>
          line {line}: {reason}
        </p>
      ))}
      <div className={dialog.actions}>{children}</div>
    </div>
  );
}
