import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useAddress } from "../../address/useAddress";
import { createStream } from "../../api/streams";
import { DataTable } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import page from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import type { StreamRead, StreamTrend } from "../../contract/rest";
import { notify } from "../../notices";
import { useMay } from "../../role";
import { FIGURES, NAME, SCORE, STATUS, type StreamColumn, trendColumns } from "./columns";
import { bodyOf, type Draft, NEW_DRAFT } from "./draft";
import { formatFilter, parseFilter, type StreamsFilter, toQuery } from "./filter";
import { NoStreams } from "./NoStreams";
import { StatusFilter } from "./StatusFilter";
import { StreamActions } from "./StreamActions";
import { StreamForm } from "./StreamForm";
import { useStreams } from "./useStreams";
import { useTrends } from "./useTrends";

/** Every stream with its state, as its source delivers it. */
export default function StreamsPage() {
  const [filter, change] = useAddress(parseFilter, formatFilter);
  const streams = useStreams(useMemo(() => toQuery(filter), [filter]));
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay("admin");
  const narrow = (part: Partial<StreamsFilter>, replace = false) =>
    change((known) => ({ ...known, page: 1, ...part }), replace);
  const trends = useTrends(streams.rows);
  const columns = useColumns(trends, streams.reload);

  async function add(draft: Draft): Promise<void> {
    const made = await createStream(bodyOf(draft));
    notify("good", `${made.name} was added`);
    streams.reload();
  }

  return (
    <div className={page.page}>
      <search className={toolbar.bar}>
        <SearchBox
          label="Search streams"
          placeholder="Search streams"
          text={filter.search}
          onSearch={(search) => narrow({ search }, true)}
        />
        <StatusFilter status={filter.status} onChoose={(status) => narrow({ status })} />
        {mayAdd && (
          <div className={toolbar.end}>
            <Button size="xs" onClick={() => setAdding(true)}>
              Add stream
            </Button>
          </div>
        )}
      </search>
      <Loaded asked={streams}>
        {({ total, offset, limit }) => (
          <>
            <div className={page.frame} aria-busy={streams.pending}>
              {streams.rows.length === 0 ? (
                <NoStreams filter={filter} onClear={() => change(() => parseFilter(new URLSearchParams()))} />
              ) : (
                <DataTable caption="Streams" columns={columns} rows={streams.rows} keyOf={idOf} isQuiet={isOff} />
              )}
            </div>
            {total > 0 && (
              <div className={toolbar.foot}>
                <Pager offset={offset} limit={limit} matched={total} goTo={(to) => narrow({ page: to })} />
              </div>
            )}
          </>
        )}
      </Loaded>
      {adding && (
        <StreamForm
          title="Add a stream"
          submit="Add"
          initial={NEW_DRAFT}
          onSubmit={add}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

function idOf(stream: StreamRead): number {
  return stream.id;
}

function isOff(stream: StreamRead): boolean {
  return !stream.enabled;
}

function useColumns(trends: ReadonlyMap<number, StreamTrend>, reload: () => void): StreamColumn[] {
  const mayOrder = useMay("operator");
  return useMemo(() => {
    const actions: StreamColumn = {
      key: "actions",
      label: "Actions",
      width: "5rem",
      right: true,
      cell: (stream) => <StreamActions stream={stream} onDone={reload} compact />,
    };
    return [NAME, STATUS, SCORE, ...trendColumns(trends), ...FIGURES, ...(mayOrder ? [actions] : [])];
  }, [mayOrder, trends, reload]);
}
