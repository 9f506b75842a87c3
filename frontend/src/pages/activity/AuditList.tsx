import { useCallback, useMemo } from "react";
import { listAudit } from "../../api/records";
import { useAnswer } from "../../api/useAnswer";
import type { TableColumn } from "../../components/DataTable";
import type { AuditItem } from "../../contract/rest";
import { fullTime } from "../../format/time";
import { describeChanges } from "./changes";
import { toQuery } from "./filter";
import { type ListProps, Narrowing, RecordList } from "./RecordList";

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
export function AuditList(list: ListProps) {
  const { filter, narrow } = list;
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(useCallback((signal: AbortSignal) => listAudit(query, signal), [query]));
  const columns = useMemo(() => columnsOf(narrow), [narrow]);
  return <RecordList {...list} caption="Who changed what" columns={columns} asked={asked} />;
}
