import classes from "./Choice.module.css";

export interface ChoiceOption<Value extends string | number> {
  value: Value;
  label: string;
  /** shown after the label, for example how many there are */
  count?: string;
}

interface ChoiceProps<Value extends string | number> {
  /** what is chosen, for whoever cannot see it */
  legend: string;
  options: readonly ChoiceOption<Value>[];
  value: Value;
  onChoose: (value: Value) => void;
}

/** One of a few, side by side. */
export function Choice<Value extends string | number>({ legend, options, value, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className={classes.choice}>
      <legend className="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.option}
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className={`${classes.count} number`}>{option.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
