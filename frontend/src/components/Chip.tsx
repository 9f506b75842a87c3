import classes from "./Chip.module.css";

interface ChipProps {
  /** names the filter, for example "Country" */
  label: string;
  text: string;
  /** the filter's name in the address */
  name: string;
  onRemove: () => void;
}

/** A filter that is set, and the way to take it off. */
export function Chip({ label, text, name, onRemove }: ChipProps) {
  return (
    <span className={classes.chip} data-filter={name}>
      <span className={classes.word}>
        {label}: <b>{text}</b>
      </span>
      <button
        type="button"
        className={classes.remove}
        onClick={onRemove}
        aria-label={`Remove the filter ${label}: ${text}`}
      >
        ×
      </button>
    </span>
  );
}
