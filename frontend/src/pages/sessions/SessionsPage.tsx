import { Button, NativeSelect } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { useAddress } from "../../address/useAddress";
import { exportAddress, listSessions } from "../../api/sessions";
import { useAnswer } from "../../api/useAnswer";
import { Chip } from "../../components/Chip";
import { DataTable } from "../../components/DataTable";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Loaded";
import { MomentInput } from "../../components/MomentInput";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import type { SessionRow } from "../../contract/rest";
import { COLUMNS } from "./columns";
import { END_REASONS, formatFilter, isNarrowed, parseFilter, type SessionsFilter, sortedBy, toQuery } from "./filter";

const RELOAD_MS = 15_000;

/** Who watched what, when, from where, and how it ended. */
export default function SessionsPage() {
  const [filter, change] = useAddress(parseFilter, formatFilter);
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => listSessions(query, signal), [query]),
    RELOAD_MS,
  );
  const narrow = (part: Partial<SessionsFilter>, replace = false) =>
    change((known) => ({ ...known, page: 1, ...part }), replace);
  const clear = () => change(() => parseFilter(new URLSearchParams()));
  return (
    <div className={frame.page}>
      <search className={toolbar.bar}>
        <SearchBox
          label="Search sessions"
          placeholder="Search line, stream, address, city, ISP, player"
          text={filter.search}
          onSearch={(search) => narrow({ search }, true)}
        />
        <MomentInput label="from" value={filter.from} onChange={(from) => narrow({ from }, true)} />
        <MomentInput label="to" value={filter.to} onChange={(to) => narrow({ to }, true)} />
        <NativeSelect
          size="xs"
          aria-label="How it ended"
          value={filter.endReason ?? ""}
          data={[{ value: "", label: "any ending" }, ...END_REASONS]}
          onChange={({ currentTarget }) =>
            narrow({ endReason: END_REASONS.find((reason) => reason === currentTarget.value) ?? null })
          }
        />
        <Chips filter={filter} rows={asked.answer?.items ?? []} narrow={narrow} />
        {isNarrowed(filter) && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={clear}>
            Clear
          </Button>
        )}
        <div className={toolbar.end}>
          <Button size="xs" variant="default" component="a" href={exportAddress(query, "csv")} download>
            CSV
          </Button>
          <Button size="xs" variant="default" component="a" href={exportAddress(query, "ndjson")} download>
            NDJSON
          </Button>
        </div>
      </search>
      <Loaded asked={asked}>
        {({ items, total, offset, limit }) => (
          <>
            <div className={frame.frame} aria-busy={asked.pending}>
              {items.length === 0 ? (
                <NoSessions narrowed={isNarrowed(filter)} onClear={clear} />
              ) : (
                <DataTable
                  caption="Sessions"
                  columns={COLUMNS}
                  rows={items}
                  keyOf={(session) => session.id}
                  sorting={{
                    sort: filter.sort,
                    order: filter.order,
                    onSort: (key) => change((known) => sortedBy(known, key)),
                  }}
                />
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
    </div>
  );
}

interface ChipsProps {
  filter: SessionsFilter;
  rows: readonly SessionRow[];
  narrow: (part: Partial<SessionsFilter>) => void;
}

/** Filters that other pages lead here with; a row of the answer knows the name to an id. */
function Chips({ filter: { lineId, streamId, ip }, rows, narrow }: ChipsProps) {
  const [first] = rows;
  return (
    <>
      {lineId !== null && (
        <Chip
          name="lineId"
          label="Line"
          text={first?.username ?? `#${lineId}`}
          onRemove={() => narrow({ lineId: null })}
        />
      )}
      {streamId !== null && (
        <Chip
          name="streamId"
          label="Stream"
          text={first?.streamName ?? `#${streamId}`}
          onRemove={() => narrow({ streamId: null })}
        />
      )}
      {ip !== "" && <Chip name="ip" label="Address" text={ip} onRemove={() => narrow({ ip: "" })} />}
    </>
  );
}

function NoSessions({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (!narrowed) {
    return <Empty title="Nobody has watched yet">A session appears here when a player opens a line’s address.</Empty>;
  }
  return (
    <Empty title="No session matches">
      <Button variant="default" size="xs" onClick={onClear}>
        Show all sessions
      </Button>
    </Empty>
  );
}
