import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { importGuide } from "../../api/imports";
import { attempt } from "../../components/attempt";
import dialog from "../../components/Dialog.module.css";
import { textIn } from "../../components/fields";
import { Section } from "../../components/Section";
import { counted, full } from "../../format/number";
import { notify } from "../../notices";
import { useMay } from "../../role";
import { PlaylistImport } from "./PlaylistImport";

/** Takes in streams from a playlist, and programmes from a guide. */
export function Imports() {
  if (!useMay("admin")) return <p className={dialog.quiet}>Only an admin may import.</p>;
  return (
    <>
      <Section title="Playlist (M3U)">
        <PlaylistImport />
      </Section>
      <Guide />
    </>
  );
}

function Guide() {
  const [busy, setBusy] = useState(false);

  async function take(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const url = textIn(new FormData(event.currentTarget), "url");
    setBusy(true);
    await attempt(async () => {
      const { programmes, channels, skippedInAll } = await importGuide(url);
      const left = skippedInAll === 0 ? "" : `, ${full(skippedInAll)} skipped`;
      const taken = counted(programmes, "programme", "programmes");
      notify("good", `${taken} of ${counted(channels, "channel", "channels")} taken in${left}`);
    });
    setBusy(false);
  }

  return (
    <Section title="Programme guide (XMLTV)">
      <form className={dialog.form} onSubmit={(event) => void take(event)}>
        <TextInput label="Address" name="url" required placeholder="http://provider.example/guide.xml.gz" />
        <p className={dialog.quiet}>Programmes are kept of channels that a stream names as its guide id.</p>
        <div className={dialog.actions}>
          <Button type="submit" size="sm" loading={busy}>
            Import the guide
          </Button>
        </div>
      </form>
    </Section>
  );
}
