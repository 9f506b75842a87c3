import { Button } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useAddress } from "../../address/useAddress";
import { createLine, listLines } from "../../api/lines";
import { useAnswer } from "../../api/useAnswer";
import { Choice } from "../../components/Choice";
import { Command } from "../../components/Command";
import { DataTable } from "../../components/DataTable";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { useLineColumns } from "./columns";
import { bodyOf, type Draft, NEW_DRAFT } from "./draft";
import { formatFilter, isNarrowed, type LinesFilter, parseFilter, SHOWS, type Show, toQuery } from "./filter";
import { LineForm } from "./LineForm";

const RELOAD_MS = 5000;
const OPTIONS: readonly { value: Show | ""; label: string }[] = [
  { value: "", label: "All" },
  { value: "enabled", label: "Enabled" },
  { value: "disabled", label: "Disabled" },
  { value: "trial", label: "Trials" },
];

/** Every line, whether it is watching and on how many devices. */
export default function LinesPage() {
  const [filter, change] = useAddress(parseFilter, formatFilter);
  const query = useMemo(() => toQuery(filter), [filter]);
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => listLines(query, signal), [query]),
    RELOAD_MS,
  );
  useReloadOnChange("line", asked.reload);
  const [adding, setAdding] = useState(false);
  const mayChange = useMay("admin");
  const columns = useLineColumns(asked.answer?.devices ?? [], asked.reload);
  const narrow = (part: Partial<LinesFilter>, replace = false) =>
    change((known) => ({ ...known, page: 1, ...part }), replace);

  async function add(draft: Draft): Promise<void> {
    const made = await createLine(bodyOf(draft));
    notify("good", `The line ${made.username} was added`);
    asked.reload();
  }

  return (
    <div className={frame.page}>
      <search className={toolbar.bar}>
        <SearchBox
          label="Search lines"
          placeholder="Search usernames"
          text={filter.search}
          onSearch={(search) => narrow({ search }, true)}
        />
        <Choice
          legend="Which lines"
          options={OPTIONS}
          value={filter.show ?? ""}
          onChoose={(value) => narrow({ show: SHOWS.find((show) => show === value) ?? null })}
        />
        {mayChange && (
          <div className={toolbar.end}>
            <Button size="xs" onClick={() => setAdding(true)}>
              Add line
            </Button>
          </div>
        )}
      </search>
      <Loaded asked={asked}>
        {({ items, total, offset, limit }) => (
          <>
            <div className={frame.frame} aria-busy={asked.pending}>
              {items.length === 0 ? (
                <NoLines
                  narrowed={isNarrowed(filter)}
                  onClear={() => change(() => parseFilter(new URLSearchParams()))}
                />
              ) : (
                <DataTable
                  caption="Lines"
                  columns={columns}
                  rows={items}
                  keyOf={(line) => line.id}
                  isQuiet={(line) => !line.enabled}
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
      {adding && (
        <LineForm title="Add a line" submit="Add" initial={NEW_DRAFT} onSubmit={add} onClose={() => setAdding(false)} />
      )}
    </div>
  );
}

function NoLines({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (narrowed) {
    return (
      <Empty title="No line matches">
        <Button variant="default" size="xs" onClick={onClear}>
          Show all lines
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title="No lines yet">
      <span>A line is a subscriber’s account. Add one here, or with</span>
      <Command text="panel line add anna --max-connections 2" />
    </Empty>
  );
}
