import { Button, Checkbox, Popover } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { exportAddress } from "../../api/connections";
import { Choice } from "../../components/Choice";
import { COLUMNS } from "./columns";
import { type Density, type Look, toggled } from "./look";
import classes from "./TableMenu.module.css";
import { formatView, toQuery, type View } from "./view";

interface TableMenuProps {
  view: View;
  look: Look;
  onChange: (look: Look) => void;
}

const DENSITIES: readonly { value: Density; label: string }[] = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];

/** How the table looks, and how to take it elsewhere. */
export function TableMenu({ view, look, onChange }: TableMenuProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const query = toQuery(view);
  const link = `${window.location.origin}${window.location.pathname}?${formatView({ ...view, look })}`;
  return (
    <>
      <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button size="xs" variant="default">
            View
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="How the table looks" className={classes.menu}>
          <Choice
            legend="Density"
            options={DENSITIES}
            value={look.density}
            onChoose={(density) => onChange({ ...look, density })}
          />
          <fieldset className={classes.columns}>
            <legend>Columns</legend>
            {COLUMNS.map(({ sort, label }) => (
              <Checkbox
                key={sort}
                size="xs"
                label={label}
                checked={!look.hidden.includes(sort)}
                disabled={sort === "username"}
                onChange={() => onChange(toggled(look, sort))}
              />
            ))}
          </fieldset>
        </Popover.Dropdown>
      </Popover>
      <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button size="xs" variant="default">
            Share
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Take this view elsewhere" className={classes.menu}>
          <Button size="xs" variant="default" onClick={() => clipboard.copy(link)}>
            {clipboard.copied ? "Copied" : "Copy link to this view"}
          </Button>
          <Button size="xs" variant="default" component="a" href={exportAddress(query, "csv")} download>
            Export as CSV
          </Button>
          <Button size="xs" variant="default" component="a" href={exportAddress(query, "ndjson")} download>
            Export as NDJSON
          </Button>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
