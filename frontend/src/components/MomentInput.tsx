import { TextInput } from "@mantine/core";
import { fromField, toField } from "../format/zoned";

interface MomentInputProps {
  label: string;
  /** RFC 3339, or empty */
  value: string;
  onChange: (value: string) => void;
}

/** Asks for a date and time in the operator's zone. */
export function MomentInput({ label, value, onChange }: MomentInputProps) {
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      aria-label={label}
      title={label}
      leftSection={<small>{label}</small>}
      leftSectionWidth="3rem"
      value={value === "" ? "" : toField(value)}
      onChange={(event) => {
        const { value: typed } = event.currentTarget;
        onChange(typed === "" ? "" : fromField(typed));
      }}
    />
  );
}
