import { Modal, TextInput, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useCallback, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { listLines } from "../api/lines";
import { listStreams } from "../api/streams";
import { useAnswer } from "../api/useAnswer";
import { useSavedViews } from "../pages/connections/useSavedViews";
import { useMay } from "../role";
import { matching, type PaletteChoice } from "./choices";
import classes from "./Palette.module.css";
import { PAGES } from "./pages";

const PAUSE_MS = 150;
const FOUND = 6;

/** Finds pages, streams and lines by a few letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const choices = useChoices(typed);
  const here = Math.min(place, choices.length - 1);

  function choose(choice: PaletteChoice | undefined): void {
    if (!choice) return;
    onClose();
    choice.run();
  }

  function onKey(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      setPlace((here + step + choices.length) % choices.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(choices[here]);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      yOffset="12vh"
      padding={0}
      attributes={{ content: { "aria-label": "Find anything" } }}
    >
      <TextInput
        data-autofocus
        variant="unstyled"
        classNames={{ input: classes.input }}
        placeholder="Find a page, a stream or a line"
        aria-label="Find a page, a stream or a line"
        role="combobox"
        aria-expanded
        aria-controls="palette-choices"
        aria-activedescendant={choices[here] ? `palette-${here}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKey}
      />
      <div id="palette-choices" role="listbox" aria-label="Found" className={classes.choices}>
        {choices.map((choice, index) => (
          <button
            key={choice.id}
            type="button"
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === here}
            className={classes.choice}
            onClick={() => choose(choice)}
            onMouseMove={() => setPlace(index)}
          >
            <span className={classes.label}>{choice.label}</span>
            <span className={classes.kind}>{choice.kind}</span>
          </button>
        ))}
      </div>
      {choices.length === 0 && <p className={classes.nothing}>Nothing matches.</p>}
    </Modal>
  );
}

function useChoices(typed: string): PaletteChoice[] {
  const [, goTo] = useLocation();
  const { toggleColorScheme } = useMantineColorScheme();
  const mayChange = useMay("admin");
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const streams = useAnswer(
    useCallback(
      async (signal: AbortSignal) => (search ? listStreams({ search, limit: FOUND }, signal) : null),
      [search],
    ),
  );
  const lines = useAnswer(
    useCallback(async (signal: AbortSignal) => (search ? listLines({ search, limit: FOUND }, signal) : null), [search]),
  );
  const [saved] = useSavedViews();
  return useMemo(() => {
    const fixed: PaletteChoice[] = [
      ...PAGES.map(({ to, label }) => ({ id: to, label, kind: "Page", run: () => goTo(to) })),
      { id: "offline", label: "Streams that are offline", kind: "View", run: () => goTo("/streams?status=offline") },
      { id: "risk", label: "Connections at risk", kind: "View", run: () => goTo("/connections?atRisk=true") },
      { id: "refused", label: "Refused players", kind: "View", run: () => goTo("/activity?kind=line.refused") },
      ...(mayChange ? [{ id: "first steps", label: "First steps", kind: "Page", run: () => goTo("/welcome") }] : []),
      { id: "colours", label: "Change the colours", kind: "Action", run: toggleColorScheme },
    ];
    const found: PaletteChoice[] = [
      ...saved.map(({ name, address }) => ({
        id: `saved ${name}`,
        label: name,
        kind: "Saved view",
        run: () => goTo(`/connections?${address}`),
      })),
      ...(streams.answer?.items ?? []).map(({ id, name }) => ({
        id: `stream ${id}`,
        label: name,
        kind: "Stream",
        run: () => goTo(`/streams/${id}`),
      })),
      ...(lines.answer?.items ?? []).map(({ id, username }) => ({
        id: `line ${id}`,
        label: username,
        kind: "Line",
        run: () => goTo(`/lines/${id}`),
      })),
    ];
    return [...matching(fixed, typed), ...matching(found, typed)];
  }, [typed, saved, streams.answer, lines.answer, goTo, toggleColorScheme, mayChange]);
}
