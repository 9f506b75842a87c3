import { Button } from "@mantine/core";
import { useState } from "react";
import { createStream } from "../../api/streams";
import { notify } from "../../notices";
import { PlaylistImport } from "../settings/PlaylistImport";
import { bodyOf, type Draft, NEW_DRAFT } from "../streams/draft";
import { StreamForm } from "../streams/StreamForm";
import classes from "./WelcomePage.module.css";

/** The first stream, or a whole playlist of them. */
export function StreamsStep({ onDone }: { onDone: () => void }) {
  const [doing, setDoing] = useState<"add" | "import" | null>(null);

  async function add(draft: Draft): Promise<void> {
    const made = await createStream(bodyOf(draft));
    notify("good", `${made.name} was added`);
    onDone();
  }

  return (
    <div className={classes.form}>
      <p className={classes.quiet}>
        A stream is a channel, a movie or an episode that the panel fetches from its source and hands to viewers.
      </p>
      <div className={classes.ways}>
        <Button size="sm" onClick={() => setDoing("add")}>
          Add a stream
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-expanded={doing === "import"}
          onClick={() => setDoing(doing === "import" ? null : "import")}
        >
          Import a playlist
        </Button>
      </div>
      {doing === "import" && <PlaylistImport onImported={onDone} />}
      {doing === "add" && (
        <StreamForm
          title="Add a stream"
          submit="Add"
          initial={NEW_DRAFT}
          onSubmit={add}
          onClose={() => setDoing(null)}
        />
      )}
    </div>
  );
}
