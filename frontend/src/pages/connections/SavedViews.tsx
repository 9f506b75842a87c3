import { Button, Popover, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Look } from "./look";
import classes from "./SavedViews.module.css";
import { LONGEST_NAME, renamed, type SavedView, withoutView, withView } from "./storedViews";
import { useSavedViews } from "./useSavedViews";
import type { ViewControl } from "./useView";
import { formatView } from "./view";

/** The operator's own views, kept by this browser; each is an address, so any of them can be handed on as a link. */
export function SavedViews({ control, look }: { control: ViewControl; look: Look }) {
  const [views, setViews] = useSavedViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const here = formatView({ ...control.view, row: 0, opened: null, look }).toString();

  function save(event: FormEvent): void {
    event.preventDefault();
    setViews(withView(views, { name, address: here }));
    setName("");
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpened(!opened)}>
          Saved
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        {views.length === 0 && (
          <p className={classes.none}>None yet: set filters, order and columns, then save them.</p>
        )}
        <ul className={classes.list}>
          {views.map((view) => (
            <Entry
              key={view.name}
              view={view}
              isHere={view.address === here}
              onShow={() => {
                control.show(view.address);
                setOpened(false);
              }}
              onRename={(wanted) => setViews(renamed(views, view.name, wanted))}
              onRemove={() => setViews(withoutView(views, view.name))}
            />
          ))}
        </ul>
        <form className={classes.form} onSubmit={save}>
          <TextInput
            size="xs"
            label="Save this view as"
            required
            withAsterisk={false}
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit">
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

interface EntryProps {
  view: SavedView;
  isHere: boolean;
  onShow: () => void;
  onRename: (name: string) => void;
  onRemove: () => void;
}

function Entry({ view, isHere, onShow, onRename, onRemove }: EntryProps) {
  const [typed, setTyped] = useState<string | null>(null);

  function rename(event: FormEvent): void {
    event.preventDefault();
    if (typed !== null) onRename(typed);
    setTyped(null);
  }

  if (typed !== null) {
    return (
      <li>
        <form className={classes.entry} onSubmit={rename}>
          <TextInput
            size="xs"
            className={classes.rename}
            aria-label={`New name of ${view.name}`}
            ref={(input) => input?.focus()}
            maxLength={LONGEST_NAME}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              setTyped(null);
            }}
          />
          <Button size="compact-xs" type="submit">
            Rename
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li className={classes.entry}>
      <button type="button" className={classes.show} aria-current={isHere} onClick={onShow}>
        {view.name}
      </button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={`Rename ${view.name}`}
        onClick={() => setTyped(view.name)}
      >
        Rename
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={`Remove the view ${view.name}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    </li>
  );
}
