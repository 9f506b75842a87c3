import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import dialog from "../components/Dialog.module.css";
import { FormDialog } from "../components/FormDialog";
import { momentsIn } from "../format/time";
import { chooseRegion, chosenRegion, isTimeZone, regionOf } from "../region/region";
import { LOCALES, localeName, timeZones } from "./locales";

const EXAMPLE = 1_234_567.8;

/** How numbers and dates are written here, and in which time zone. */
export default function RegionDialog({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState(chosenRegion);
  const [now] = useState(() => new Date().toISOString());
  const shown = regionOf(chosen, navigator.language);
  const browsersZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <FormDialog
      title="Numbers, dates and time zone"
      submit="Use these"
      onSubmit={async () => chooseRegion(chosen)}
      onClose={onClose}
    >
      {() => (
        <>
          <NativeSelect
            label="Numbers and dates as in"
            data-autofocus
            value={chosen.locale}
            data={[
              { value: "", label: `this browser: ${localeName(navigator.language)}` },
              ...LOCALES.map((locale) => ({ value: locale, label: localeName(locale) })),
            ]}
            onChange={(event) => setChosen({ ...chosen, locale: event.currentTarget.value })}
          />
          <NativeSelect
            label="Time zone"
            value={isTimeZone(chosen.timeZone) ? chosen.timeZone : ""}
            data={[{ value: "", label: `this browser: ${browsersZone}` }, ...timeZones()]}
            onChange={(event) => setChosen({ ...chosen, timeZone: event.currentTarget.value })}
          />
          <p className={dialog.quiet} role="status">
            {new Intl.NumberFormat(shown.locale).format(EXAMPLE)} · {momentsIn(shown).full(now)}
          </p>
          <p className={dialog.quiet}>Kept in this browser. The words stay English.</p>
        </>
      )}
    </FormDialog>
  );
}
