import { TextInput } from "@mantine/core";

interface MomentInputProps {
  label: string;
  /** RFC 3339, or empty */
  value: string;
  onChange: (value: string) => void;
}

/** "2026-03-01T12:00" in the operator's zone, as a browser's field has it. */
function localField(value: string): string {
  if (value === "") return "";
  const moment = new Date(value);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
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
      value={localField(value)}
      onChange={(event) => {
        const { value: typed } = event.currentTarget;
        onChange(typed === "" ? "" : new Date(typed).toISOString());
      }}
    />
  );
}
