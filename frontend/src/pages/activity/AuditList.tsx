import { useCallback, useMemo } from "react";
import { listAudit } from "../../api/records";
import { useAnswer } from "../../api/useAnswer";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import type { AuditItem } from "../../contract/rest";
import { fullTime } from "../../format/time";
import { describeChanges } from "./changes";
import { type ListProps, Narrowing } from "./EntryList";
import { isNarrowed, toQuery } from "./filter";
import { NoEntries } from "./NoEntries";

function columnsOf(narrow: ListProps["narrow"]): TableColumn<AuditItem>[] {
  return [
    {
      key: "at",
      label: "When",
      width: "11.5rem",
      plain: true,
      title: ({ id, hash }) => `Entry ${id}, ${hash}`,
      cell: ({ timestamp }) => <time dateTime={timestamp}>{fullTime(timestamp)}</time>,
    },
    {
      key: "message",
      label: "What",
      width: "16rem",
      plain: true,
      title: ({ message }) => message,
      cell: ({ message }) => message,
    },
    {
      key: "changes",
      label: "From what to what",
      width: "22rem",
      plain: true,
      title: ({ changes }) => describeChanges(changes).replaceAll("; ", "\n"),
      cell: ({ changes }) => describeChanges(changes),
    },
    {
      key: "kind",
      label: "Kind",
      width: "8rem",
      cell: ({ kind }) => <Narrowing text={kind} onClick={() => narrow({ kind })} />,
    },
    { key: "actor", label: "By", width: "7rem", cell: ({ actor }) => actor ?? "the service" },
  ];
}

/** Who changed what, from what to what. Entries are chained, so a missing one shows. */
export function AuditList({ filter, narrow, clear }: ListProps) {
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(useCallback((signal: AbortSignal) => listAudit(query, signal), [query]));
  const columns = useMemo(() => columnsOf(narrow), [narrow]);
  return (
    <Loaded asked={asked}>
      {({ items, total, offset, limit }) => (
        <>
          <div className={frame.frame} aria-busy={asked.pending}>
            {items.length === 0 ? (
              <NoEntries narrowed={isNarrowed(filter)} onClear={clear} />
            ) : (
              <DataTable caption="Who changed what" columns={columns} rows={items} keyOf={({ id }) => id} />
            )}
          </div>
          {total > 0 && (
            <div className={toolbar.foot}>
              <Pager offset={offset} limit={limit} matched={total} goTo={(page) => narrow({ page })} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
