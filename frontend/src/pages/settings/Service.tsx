import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeSettings, readSettings } from "../../api/settings";
import { useAnswer } from "../../api/useAnswer";
import { attempt } from "../../components/attempt";
import { Command } from "../../components/Command";
import dialog from "../../components/Dialog.module.css";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import type { SettingsRead } from "../../contract/rest";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { changeOf, fieldOf, KINDS, type Kind, POLICIES } from "./kept";
import classes from "./SettingsPage.module.css";

const KEPT: Record<Kind, { label: string; what: string }> = {
  sessions: { label: "Sessions", what: "Who watched what, and the time machine" },
  samples: { label: "Samples", what: "Sums by the hour, and the use of lines" },
  activity: { label: "Activity", what: "What happened" },
  audit: { label: "Audit", what: "Who changed what; whole days" },
};

const POLICY_WORDS: Record<(typeof POLICIES)[number], string> = {
  refuse: "is refused",
  "end-oldest": "ends the oldest one",
  "same-stream-twice": "counts once with one of the same stream",
};

const FIXED = "Set in the environment or panel.toml";

/** How long what is on record is kept, what a line's limit does, and where players come in. */
export function Service() {
  const asked = useAnswer(readSettings);
  useReloadOnChange("settings", asked.reload);
  return (
    <Loaded asked={asked}>
      {(settings) => (
        <>
          <Changeable key={JSON.stringify(settings)} settings={settings} onDone={asked.reload} />
          <PublicAddress address={settings.publicUrl} />
        </>
      )}
    </Loaded>
  );
}

function Changeable({ settings, onDone }: { settings: SettingsRead; onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const mayChange = useMay("admin");
  const { retention, limitPolicy } = settings;

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const change = changeOf(settings, new FormData(event.currentTarget));
    if (change === null) return notify("idle", "Nothing was changed");
    setBusy(true);
    await attempt(async () => {
      await changeSettings(change);
      notify("good", "The settings were changed");
      onDone();
    });
    setBusy(false);
  }

  return (
    <Section title="What is kept, and for how many days">
      <form className={dialog.form} onSubmit={(event) => void save(event)}>
        <div className={classes.kept}>
          {KINDS.map((kind) => (
            <TextInput
              key={kind}
              label={KEPT[kind].label}
              description={retention[kind].fixedBy === null ? KEPT[kind].what : FIXED}
              name={kind}
              placeholder="for ever"
              inputMode="numeric"
              pattern="[1-9][0-9]{0,3}"
              title="Whole days, from 1 to 3650; empty: for ever"
              disabled={!mayChange || retention[kind].fixedBy !== null}
              defaultValue={fieldOf(retention[kind])}
            />
          ))}
        </div>
        <NativeSelect
          label="One connection more than a line may have"
          description={limitPolicy.fixedBy === null ? "Whatever it is, a player that zaps replaces its own" : FIXED}
          name="limitPolicy"
          disabled={!mayChange || limitPolicy.fixedBy !== null}
          defaultValue={limitPolicy.value}
          data={POLICIES.map((value) => ({ value, label: POLICY_WORDS[value] }))}
        />
        {mayChange && (
          <div className={dialog.actions}>
            <Button type="submit" size="sm" loading={busy}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

function PublicAddress({ address: { url, origin } }: { address: SettingsRead["publicUrl"] }) {
  return (
    <Section title="The address for players">
      <div className={dialog.form}>
        <Command text={url} what="the address for players" />
        <p className={dialog.quiet}>
          {origin === "setting"
            ? "Set as PANEL_PUBLIC_URL. It stands in playlists and in answers to players."
            : "As this page was asked for, since PANEL_PUBLIC_URL is not set. Set it where players come in by another name."}
        </p>
      </div>
    </Section>
  );
}
