import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { importPlaylist } from "../../api/imports";
import { attempt } from "../../components/attempt";
import dialog from "../../components/Dialog.module.css";
import { textIn } from "../../components/fields";
import type { PlaylistImport as Order, PlaylistImported } from "../../contract/rest";
import { counted, full } from "../../format/number";
import { notify } from "../../notices";
import { ImportProgress } from "./ImportProgress";
import { ImportResult } from "./ImportResult";

/** Takes in a playlist, by its address or its text, after showing what is in it. */
export function PlaylistImport({ onImported }: { onImported?: () => void }) {
  const [asked, setAsked] = useState<Order | null>(null);
  const [found, setFound] = useState<PlaylistImported | null>(null);
  const [busy, setBusy] = useState<"looking" | "taking" | null>(null);

  async function ask(order: Order): Promise<void> {
    setBusy(order.preview ? "looking" : "taking");
    setAsked(order);
    const done = await attempt(async () => {
      const result = await importPlaylist(order);
      setFound(result);
      if (order.preview) return;
      notify("good", `${counted(result.added ?? 0, "stream was", "streams were")} added`);
      onImported?.();
    });
    if (!done) setAsked(null);
    setBusy(null);
  }

  function look(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [url, text] = [textIn(form, "url"), textIn(form, "text")];
    setFound(null);
    void ask(text === "" ? { url, preview: true } : { text, preview: true });
  }

  return (
    <div className={dialog.form}>
      <form className={dialog.form} onSubmit={look}>
        <TextInput label="Address" name="url" placeholder="http://provider.example/list.m3u" autoComplete="off" />
        <Textarea label="or its text" name="text" rows={3} placeholder="#EXTM3U …" />
        <div className={dialog.actions}>
          <Button type="submit" size="sm" variant="default" loading={busy !== null}>
            Show what is in it
          </Button>
        </div>
      </form>
      {busy === "looking" && (
        <p role="status" className={dialog.quiet}>
          Reading the playlist. Nothing is taken in yet.
        </p>
      )}
      {busy === "taking" && <ImportProgress found={found?.found ?? null} />}
      {busy === null && found && asked && (
        <ImportResult result={found}>
          {asked.preview && found.found > 0 && (
            <Button size="sm" onClick={() => void ask({ ...asked, preview: false })}>
              Import {full(found.found)}
            </Button>
          )}
        </ImportResult>
      )}
    </div>
  );
}
