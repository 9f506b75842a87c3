export interface PaletteChoice {
  id: string;
  label: string;
  /** what kind of thing it is */
  kind: string;
  run: () => void;
}

/** Those whose words all begin with, or contain, what was typed; what begins with it comes first. */
export function matching(choices: readonly PaletteChoice[], typed: string): PaletteChoice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [...choices];
  const found = choices.filter(({ label }) => label.toLowerCase().includes(wanted));
  const begins = ({ label }: PaletteChoice) => (label.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b));
}
