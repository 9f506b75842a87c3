import { Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FILTER_NAMES, FILTERS, type FilterName, isFilterValue } from "./view";

const HINTS: Record<FilterName, string> = {
  username: "the line’s whole name",
  lineId: "a number",
  streamId: "the stream’s number",
  streamType: "live, movie or series",
  protocol: "for example mpegts",
  countryCode: "two letters, for example DE",
  isp: "the whole name",
  collector: "its name",
  ip: "the whole address",
  atRisk: "true or false",
};

/** Adds a filter by name; a click on a word of the table does the same. */
export function AddFilter({ onAdd }: { onAdd: (name: FilterName, value: string) => void }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState<FilterName>("countryCode");
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = value.trim();
    if (!isFilterValue(name, wanted)) {
      setProblem(`Expected: ${HINTS[name]}`);
      return;
    }
    onAdd(name, wanted);
    setValue("");
    setProblem(null);
    setOpened(false);
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpened(!opened)}>
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a filter">
        <form onSubmit={submit} style={{ display: "grid", gap: "0.625rem", width: "15rem" }}>
          <NativeSelect
            size="xs"
            label="Filter by"
            value={name}
            onChange={(event) => {
              const chosen = FILTER_NAMES.find((candidate) => candidate === event.currentTarget.value);
              if (chosen) setName(chosen);
            }}
            data={FILTER_NAMES.map((candidate) => ({ value: candidate, label: FILTERS[candidate] }))}
          />
          <TextInput
            size="xs"
            label="Value"
            placeholder={HINTS[name]}
            value={value}
            error={problem}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button size="xs" type="submit">
            Add
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
