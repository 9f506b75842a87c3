import { Button } from "@mantine/core";
import { Command } from "../../components/Command";
import { Empty } from "../../components/Empty";
import { isNarrowed, type StreamsFilter } from "./filter";

/** Why the table is empty, and the next step. */
export function NoStreams({ filter, onClear }: { filter: StreamsFilter; onClear: () => void }) {
  if (isNarrowed(filter) || filter.page > 1) {
    return (
      <Empty title="No stream matches">
        <Button variant="default" size="xs" onClick={onClear}>
          Show all streams
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title="No streams yet">
      <span>Add one here, or bring a whole playlist:</span>
      <Command text="panel import m3u channels.m3u" />
      <Command text='panel stream add "News 24" http://source.example/news.ts' />
    </Empty>
  );
}
