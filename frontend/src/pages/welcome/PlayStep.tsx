import { Loader } from "@mantine/core";
import { useCallback } from "react";
import { listLines } from "../../api/lines";
import { about } from "../../api/panel";
import { listStreams } from "../../api/streams";
import { useAnswer } from "../../api/useAnswer";
import { Command } from "../../components/Command";
import { Loaded } from "../../components/Loaded";
import { playerLinks, streamLink } from "../line/links";
import classes from "./WelcomePage.module.css";

/** What to open in a player, and the wait for it. */
export function PlayStep() {
  const asked = useAnswer(
    useCallback(async (signal: AbortSignal) => {
      const [{ playerUrl }, streams, lines] = await Promise.all([
        about(),
        listStreams({ limit: 1 }, signal),
        listLines({ limit: 1 }, signal),
      ]);
      return { playerUrl, stream: streams.items[0], line: lines.items[0] };
    }, []),
  );
  return (
    <Loaded asked={asked}>
      {({ playerUrl, stream, line }) =>
        stream === undefined || line === undefined || line.password === null ? (
          <p className={classes.quiet}>A stream and a line are needed for this.</p>
        ) : (
          <div className={classes.form}>
            <p className={classes.quiet}>
              Open one of these in a player: VLC, Kodi, TiviMate, or anything that plays a network stream.
            </p>
            <Link
              label={`${stream.name}, as ${line.username}`}
              address={streamLink(playerUrl, line.username, line.password, stream)}
            />
            {playerLinks(playerUrl, line.username, line.password)
              .slice(0, 1)
              .map(({ label, address }) => (
                <Link key={label} label={label} address={address} />
              ))}
            <p className={classes.waiting} role="status">
              <Loader size="xs" aria-hidden />
              Waiting for the first connection. The dashboard opens when it is there.
            </p>
          </div>
        )
      }
    </Loaded>
  );
}

function Link({ label, address }: { label: string; address: string }) {
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <Command text={address} what={`the address: ${label}`} />
    </div>
  );
}
