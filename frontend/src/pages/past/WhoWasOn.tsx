import { useCallback, useMemo } from "react";
import type { Change } from "../../address/useAddress";
import { connectionsAt } from "../../api/past";
import { useAnswer } from "../../api/useAnswer";
import { Chip } from "../../components/Chip";
import { DataTable } from "../../components/DataTable";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import { COLUMNS } from "./columns";
import { FILTER_NAMES, FILTERS, type FilterName, type Past, ROWS_PER_PAGE } from "./moment";

interface WhoWasOnProps {
  past: Past;
  change: Change<Past>;
}

/** The connections of that moment. */
export function WhoWasOn({ past, change }: WhoWasOnProps) {
  const { at, search, filters, page } = past;
  const query = useMemo(
    () => ({ at, ...filters, search: search || null, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE }),
    [at, search, filters, page],
  );
  const asked = useAnswer(
    useCallback(
      (signal: AbortSignal) => {
        const { lineId, streamId, ...rest } = query;
        return connectionsAt({ ...rest, lineId: numberOf(lineId), streamId: numberOf(streamId) }, signal);
      },
      [query],
    ),
  );
  return (
    <>
      <search className={toolbar.bar}>
        <SearchBox
          label="Search who was on"
          placeholder="Search line, stream, address, city, ISP, player"
          text={search}
          onSearch={(text) => change((known) => ({ ...known, search: text, page: 1 }), true)}
        />
        {FILTER_NAMES.map((name) => (
          <FilterChip key={name} name={name} value={filters[name]} change={change} />
        ))}
      </search>
      <Loaded asked={asked}>
        {({ rows, page: { total, matched, offset, limit } }) => (
          <>
            <div className={frame.frame} aria-busy={asked.pending}>
              {rows.length === 0 ? (
                <Empty title={total === 0 ? "Nobody was on then" : "Nobody who was on matches"} />
              ) : (
                <DataTable caption="Who was on" columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
              )}
            </div>
            {matched > 0 && (
              <div className={toolbar.foot}>
                <Pager
                  offset={offset}
                  limit={limit}
                  matched={matched}
                  goTo={(wanted) => change((known) => ({ ...known, page: wanted }))}
                />
              </div>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

interface FilterChipProps {
  name: FilterName;
  value: string | undefined;
  change: Change<Past>;
}

function FilterChip({ name, value, change }: FilterChipProps) {
  if (value === undefined) return null;
  const remove = () =>
    change(({ filters: { [name]: _gone, ...filters }, ...known }) => ({ ...known, filters, page: 1 }));
  return <Chip label={FILTERS[name]} text={value} name={name} onRemove={remove} />;
}
