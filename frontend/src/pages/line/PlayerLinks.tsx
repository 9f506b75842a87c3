import { Button } from "@mantine/core";
import { useState } from "react";
import { about } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Command } from "../../components/Command";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import type { LineRead } from "../../contract/rest";
import { playerLinks } from "./links";
import classes from "./PlayerLinks.module.css";

/** What to hand to the subscriber. They hold the password, so they are shown to who may see it, and when asked. */
export function PlayerLinks({ line }: { line: LineRead }) {
  const [shown, setShown] = useState(false);
  if (line.password === null) return null;
  return (
    <Section
      title="For players"
      aside={
        <Button size="compact-xs" variant="default" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? "Hide" : "Show"}
        </Button>
      }
    >
      {shown ? (
        <Links username={line.username} password={line.password} />
      ) : (
        <span className={classes.hidden}>
          Password, playlist and programme guide, hidden because they open the line to anyone.
        </span>
      )}
    </Section>
  );
}

function Links({ username, password }: { username: string; password: string }) {
  const asked = useAnswer(about);
  return (
    <Loaded asked={asked}>
      {({ playerUrl }) => (
        <dl className={classes.links}>
          <dt>Password</dt>
          <dd>
            <Command text={password} what="the password" />
          </dd>
          {playerLinks(playerUrl, username, password).map(({ label, address }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Command text={address} what={`the address: ${label}`} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Loaded>
  );
}
