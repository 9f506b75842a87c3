import { Button } from "@mantine/core";
import { useAddress } from "../../address/useAddress";
import { Chip } from "../../components/Chip";
import { Choice } from "../../components/Choice";
import frame from "../../components/Page.module.css";
import { SearchBox } from "../../components/SearchBox";
import toolbar from "../../components/Toolbar.module.css";
import { AuditList } from "./AuditList";
import { EntryList } from "./EntryList";
import { type ActivityFilter, formatFilter, isNarrowed, parseFilter } from "./filter";

const RECORDS: readonly { value: ActivityFilter["record"]; label: string }[] = [
  { value: "activity", label: "What happened" },
  { value: "audit", label: "Who changed what" },
];

/** What happened, newest first and as it happens, and the audit of changes. */
export default function ActivityPage() {
  const [filter, change] = useAddress(parseFilter, formatFilter);
  const narrow = (part: Partial<ActivityFilter>, replace = false) =>
    change((known) => ({ ...known, page: 1, ...part }), replace);
  const list = {
    filter,
    narrow,
    clear: () => change(({ record }) => ({ ...parseFilter(new URLSearchParams()), record })),
  };
  return (
    <div className={frame.page}>
      <search className={toolbar.bar}>
        <Choice
          legend="Which record"
          options={RECORDS}
          value={filter.record}
          onChoose={(record) => change(() => ({ ...parseFilter(new URLSearchParams()), record }))}
        />
        <SearchBox
          label="Search activity"
          placeholder="Search message, subject, operator"
          text={filter.search}
          onSearch={(search) => narrow({ search }, true)}
        />
        {filter.kind !== "" && (
          <Chip name="kind" label="Kind" text={filter.kind} onRemove={() => narrow({ kind: "" })} />
        )}
        {filter.subject !== "" && (
          <Chip name="subject" label="About" text={filter.subject} onRemove={() => narrow({ subject: "" })} />
        )}
        {isNarrowed(filter) && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={list.clear}>
            Clear
          </Button>
        )}
      </search>
      {filter.record === "audit" ? <AuditList {...list} /> : <EntryList {...list} />}
    </div>
  );
}
