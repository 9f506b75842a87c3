import { Button, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { Chip } from "../../components/Chip";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import type { ConnectionRow } from "../../contract/events";
import { AddFilter } from "./AddFilter";
import { COLUMNS } from "./columns";
import { valueWord } from "./filterWords";
import { GROUP_NOUNS, GROUPINGS, groupedBy } from "./grouping";
import type { ViewControl } from "./useView";
import { FILTER_NAMES, FILTERS, isFiltered, type Sort } from "./view";

interface FilterBarProps {
  control: ViewControl;
  rows: ConnectionRow[];
  narrow: boolean;
  /** what may be done with the rows */
  children: ReactNode;
}

export function FilterBar({ control, rows, narrow, children }: FilterBarProps) {
  const { view } = control;
  return (
    <search className={toolbar.bar}>
      <SearchBox
        label="Search connections"
        placeholder="Search line, stream, address, city, ISP, player"
        text={view.search}
        onSearch={control.search}
      />
      <AddFilter onAdd={control.setFilter} />
      <GroupSelect control={control} />
      {narrow && view.grouping === null && <SortSelect control={control} />}
      {FILTER_NAMES.map((name) => {
        const value = view.filters[name];
        return value === undefined ? null : (
          <Chip
            key={name}
            name={name}
            label={FILTERS[name]}
            text={valueWord(name, value, rows)}
            onRemove={() => control.setFilter(name, null)}
          />
        );
      })}
      {isFiltered(view) && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={control.clear}>
          Clear
        </Button>
      )}
      {children}
    </search>
  );
}

/** Every connection by itself, or sums of those that share something. */
function GroupSelect({ control }: { control: ViewControl }) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Group"
      value={control.view.grouping?.by ?? ""}
      onChange={(event) => {
        const by = GROUPINGS.find((known) => known === event.currentTarget.value);
        control.group(by === undefined ? null : groupedBy(by));
      }}
      data={[
        { value: "", label: "Each connection" },
        ...GROUPINGS.map((by) => ({ value: by, label: `By ${GROUP_NOUNS[by]}` })),
      ]}
    />
  );
}

const SORT_CHOICES: readonly { value: Sort; label: string }[] = [
  { value: "connectedAt", label: "Newest" },
  ...COLUMNS.map((column) => ({ value: column.sort, label: column.label })),
];

/** Cards have no headers to click, so a narrow page sorts here. */
function SortSelect({ control }: { control: ViewControl }) {
  const { sort, order } = control.view;
  const arrow = order === "asc" ? "↑" : "↓";
  return (
    <NativeSelect
      size="xs"
      aria-label="Sort by"
      value={sort}
      onChange={(event) => {
        const chosen = SORT_CHOICES.find(({ value }) => value === event.currentTarget.value);
        if (chosen) control.sortBy(chosen.value);
      }}
      data={SORT_CHOICES.map(({ value, label }) => ({ value, label: value === sort ? `${label} ${arrow}` : label }))}
    />
  );
}
