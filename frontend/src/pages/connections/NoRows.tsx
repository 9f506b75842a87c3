import { Button } from "@mantine/core";
import { Command } from "../../components/Command";
import { Empty } from "../../components/Empty";
import type { ConnectionsPage } from "../../contract/events";
import { full } from "../../format/number";
import type { ViewControl } from "./useView";
import { isFiltered } from "./view";

interface NoRowsProps {
  page: Pick<ConnectionsPage, "matched" | "total">;
  control: ViewControl;
}

/** An empty table says why it is empty and what the next step is. */
export function NoRows({ page, control }: NoRowsProps) {
  if (page.matched > 0) {
    return (
      <Empty title="This page of the table is empty">
        <Button variant="default" size="xs" onClick={() => control.goTo(0)}>
          Go to the first page
        </Button>
      </Empty>
    );
  }
  if (isFiltered(control.view)) {
    return (
      <Empty title="No connection matches">
        <span>{page.total === 0 ? "Nobody is watching at all." : `${full(page.total)} connections are open.`}</span>
        <Button variant="default" size="xs" onClick={control.clear}>
          Clear search and filters
        </Button>
      </Empty>
    );
  }
  const address = `${window.location.origin}/live/anna/PASSWORD/1.ts`;
  return (
    <Empty title="Nobody is watching">
      <span>Add a stream and a line, then open the line’s address in a player.</span>
      <Command text='panel stream add "News 24" http://source.example/news.ts' />
      <Command text="panel line add anna" />
      <Command text={`vlc ${address}`} />
    </Empty>
  );
}
