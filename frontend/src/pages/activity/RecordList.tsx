import type { Asked } from "../../api/useAnswer";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import toolbar from "../../components/Toolbar.module.css";
import classes from "./ActivityPage.module.css";
import { type ActivityFilter, isNarrowed } from "./filter";
import { NoEntries } from "./NoEntries";

/** What either record is shown with. */
export interface ListProps {
  filter: ActivityFilter;
  narrow: (part: Partial<ActivityFilter>) => void;
  clear: () => void;
}

interface RecordListProps<Row extends { id: number }> extends ListProps {
  caption: string;
  columns: readonly TableColumn<Row>[];
  asked: Asked<{ items: Row[]; total: number; offset: number; limit: number }>;
  /** what is shown of a page that was read; all of it where absent */
  rowsOf?: (items: readonly Row[]) => readonly Row[];
}

/** One page of a record, newest first. */
export function RecordList<Row extends { id: number }>(props: RecordListProps<Row>) {
  const { caption, columns, asked, rowsOf, filter, narrow, clear } = props;
  return (
    <Loaded asked={asked}>
      {({ items, total, offset, limit }) => {
        const rows = rowsOf?.(items) ?? items;
        return (
          <>
            <div className={frame.frame} aria-busy={asked.pending}>
              {rows.length === 0 ? (
                <NoEntries narrowed={isNarrowed(filter)} onClear={clear} />
              ) : (
                <DataTable caption={caption} columns={columns} rows={rows} keyOf={({ id }) => id} />
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
