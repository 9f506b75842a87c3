import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { importGuide, importPlaylist } from "../../api/imports";
import { attempt } from "../../components/attempt";
import dialog from "../../components/Dialog.module.css";
import { textIn } from "../../components/fields";
import { Section } from "../../components/Section";
import type { PlaylistImport, PlaylistImported } from "../../contract/rest";
import { counted, full } from "../../format/number";
import { notify } from "../../notices";
import { useMay } from "../../role";
import { ImportResult } from "./ImportResult";

/** Takes in streams from a playlist, and programmes from a guide. */
export function Imports() {
  if (!useMay("admin")) return <p className={dialog.quiet}>Only an admin may import.</p>;
  return (
    <>
      <Playlist />
      <Guide />
    </>
  );
}

function Playlist() {
  const [asked, setAsked] = useState<PlaylistImport | null>(null);
  const [found, setFound] = useState<PlaylistImported | null>(null);
  const [busy, setBusy] = useState(false);

  async function ask(body: PlaylistImport): Promise<void> {
    setBusy(true);
    setFound(null);
    setAsked(body);
    const done = await attempt(async () => {
      const result = await importPlaylist(body);
      setFound(result);
      if (!body.preview) notify("good", `${counted(result.added ?? 0, "stream was", "streams were")} added`);
    });
    if (!done) setAsked(null);
    setBusy(false);
  }

  function look(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [url, text] = [textIn(form, "url"), textIn(form, "text")];
    void ask(text === "" ? { url, preview: true } : { text, preview: true });
  }

  return (
    <Section title="Playlist (M3U)">
      <form className={dialog.form} onSubmit={look}>
        <TextInput label="Address" name="url" placeholder="http://provider.example/list.m3u" autoComplete="off" />
        <Textarea label="or its text" name="text" rows={3} placeholder="#EXTM3U …" />
        <div className={dialog.actions}>
          <Button type="submit" size="sm" variant="default" loading={busy}>
            Show what is in it
          </Button>
        </div>
      </form>
      {busy && (
        <p role="status" className={dialog.quiet}>
          Reading the playlist. Streams appear as they are taken in.
        </p>
      )}
      {found && asked && (
        <ImportResult result={found}>
          {asked.preview && found.found > 0 && (
            <Button size="sm" loading={busy} onClick={() => void ask({ ...asked, preview: false })}>
              Import {full(found.found)}
            </Button>
          )}
        </ImportResult>
      )}
    </Section>
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
