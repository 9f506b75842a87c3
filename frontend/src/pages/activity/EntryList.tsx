import { useCallback, useMemo } from "react";
import { listActivity } from "../../api/records";
import { useAnswer } from "../../api/useAnswer";
import type { TableColumn } from "../../components/DataTable";
import type { ActivityEntry } from "../../contract/events";
import { fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { useLive } from "../../realtime/hooks";
import { toQuery } from "./filter";
import { withLive } from "./live";
import { type ListProps, Narrowing, RecordList } from "./RecordList";

const RELOAD_MS = 30_000;

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

/** What happened, with what happens while one looks. */
export function EntryList(list: ListProps) {
  const { filter, narrow } = list;
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => listActivity(query, signal), [query]),
    RELOAD_MS,
  );
  const live = useLive((state) => state.activity);
  const columns = useMemo(() => columnsOf(narrow), [narrow]);
  const rowsOf = useCallback((items: readonly ActivityEntry[]) => withLive(items, live, filter), [live, filter]);
  return <RecordList {...list} caption="What happened" columns={columns} asked={asked} rowsOf={rowsOf} />;
}
