import { useEffect, useState } from "react";
import { ApiError } from "../../api/http";
import { about } from "../../api/panel";
import type { About } from "../../contract/rest";

/** The geo database's licence wants its name on pages that show places. */
export function Attribution() {
  const [known, setKnown] = useState<About | null>(null);
  useEffect(() => {
    let left = false;
    about().then(
      (answer) => {
        if (!left) setKnown(answer);
      },
      (error: unknown) => {
        // Without an answer nothing is known to be owed; the link badge already tells that the server is silent.
        if (!(error instanceof ApiError)) throw error;
      },
    );
    return () => {
      left = true;
    };
  }, []);
  if (!known?.attribution) return null;
  if (!known.attributionUrl) return <span>{known.attribution}</span>;
  return (
    <a href={known.attributionUrl} rel="noreferrer" target="_blank">
      {known.attribution}
    </a>
  );
}
