import { useCallback, useMemo } from "react";
import { listActivity } from "../../api/records";
import { useAnswer } from "../../api/useAnswer";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import type { ActivityEntry } from "../../contract/events";
import { fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { useLive } from "../../realtime/hooks";
import classes from "./ActivityPage.module.css";
import { type ActivityFilter, isNarrowed, toQuery } from "./filter";
import { withLive } from "./live";
import { NoEntries } from "./NoEntries";

const RELOAD_MS = 30_000;

export interface ListProps {
  filter: ActivityFilter;
  narrow: (part: Partial<ActivityFilter>) => void;
  clear: () => void;
}

/** A word that shows only entries like it. */
export function Narrowing({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className={classes.narrowing}
      onClick={onClick}
      aria-description="Show only entries like this"
    >
      {text}
    </button>
  );
}

function columnsOf(narrow: ListProps["narrow"]): TableColumn<ActivityEntry>[] {
  return [
    {
      key: "at",
      label: "When",
      width: "11.5rem",
      plain: true,
      cell: ({ timestamp }) => <time dateTime={timestamp}>{fullTime(timestamp)}</time>,
    },
    {
      key: "message",
      label: "What",
      width: "26rem",
      plain: true,
      title: ({ message }) => message,
      cell: ({ message }) => message,
    },
    {
      key: "kind",
      label: "Kind",
      width: "9rem",
      cell: ({ kind }) => <Narrowing text={kind} onClick={() => narrow({ kind })} />,
    },
    {
      key: "subject",
      label: "About",
      width: "9rem",
      title: ({ subject }) => subject ?? undefined,
      cell: ({ subject }) =>
        subject === null ? UNKNOWN : <Narrowing text={subject} onClick={() => narrow({ subject })} />,
    },
    { key: "actor", label: "By", width: "7rem", cell: ({ actor }) => actor ?? "the service" },
  ];
}

export function EntryList({ filter, narrow, clear }: ListProps) {
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => listActivity(query, signal), [query]),
    RELOAD_MS,
  );
  const live = useLive((state) => state.activity);
  const columns = useMemo(() => columnsOf(narrow), [narrow]);
  return (
    <Loaded asked={asked}>
      {({ items, total, offset, limit }) => {
        const rows = withLive(items, live, filter);
        return (
          <>
            <div className={frame.frame} aria-busy={asked.pending}>
              {rows.length === 0 ? (
                <NoEntries narrowed={isNarrowed(filter)} onClear={clear} />
              ) : (
                <DataTable caption="What happened" columns={columns} rows={rows} keyOf={({ id }) => id} />
              )}
            </div>
            {total > 0 && (
              <div className={toolbar.foot}>
                <Pager offset={offset} limit={limit} matched={total} goTo={(page) => narrow({ page })} />
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
