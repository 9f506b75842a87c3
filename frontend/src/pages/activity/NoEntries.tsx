import { Button } from "@mantine/core";
import { Empty } from "../../components/Empty";

export function NoEntries({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (!narrowed) return <Empty title="Nothing has happened yet">Whatever happens appears here by itself.</Empty>;
  return (
    <Empty title="No entry matches">
      <Button variant="default" size="xs" onClick={onClear}>
        Show all entries
      </Button>
    </Empty>
  );
}
