import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import classes from "./Toolbar.module.css";

interface SearchBoxProps {
  /** what it is for, for example "Search connections" */
  label: string;
  /** what is searched */
  placeholder: string;
  text: string;
  onSearch: (text: string) => void;
}

const PAUSE_MS = 250;

/** Searches when the typing pauses; "/" puts the cursor here from anywhere on the page. */
export function SearchBox({ label, placeholder, text, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const [sent, setSent] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback((wanted: string) => {
    setSent(wanted);
    onSearch(wanted);
  }, PAUSE_MS);

  // The address follows the typing with a pause, so its echo must not undo what was typed meanwhile.
  if (known !== text) {
    setKnown(text);
    if (text !== sent) {
      setTyped(text);
      setSent(text);
    }
  }

  useEffect(() => {
    function focus(event: KeyboardEvent): void {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    }
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, []);

  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      className={classes.search}
      aria-label={label}
      placeholder={placeholder}
      title="Press / to search"
      maxLength={256}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
