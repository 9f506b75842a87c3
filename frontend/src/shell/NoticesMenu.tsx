import { ActionIcon, Button, Popover } from "@mantine/core";
import { Link } from "wouter";
import { BellIcon } from "../components/icons";
import { StatusMark } from "../components/StatusMark";
import { compact, counted } from "../format/number";
import { clockTime, fullTime } from "../format/time";
import { forgetRecent, markRead, type Notice, useNotices } from "../notices";
import classes from "./Notices.module.css";

/** What was told lately, whether it is still on the screen or not. */
export function NoticesMenu() {
  const { recent, unread } = useNotices();
  const meaning = unread === 0 ? "Recent notices" : `Recent notices: ${counted(unread, "is", "are")} new`;
  return (
    <Popover position="bottom-end" shadow="md" withinPortal={false} trapFocus onOpen={markRead}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.bell}
          aria-label={meaning}
          title={meaning}
        >
          <BellIcon />
          {unread > 0 && <span className={`${classes.unread} number`}>{compact(unread)}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.recent} aria-label="Recent notices">
        {recent.length === 0 ? (
          <span className={classes.nothing}>Nothing has been told since this page was opened.</span>
        ) : (
          <>
            <ul>
              {recent.map((notice) => (
                <Recent key={notice.id} notice={notice} />
              ))}
            </ul>
            <Button variant="default" size="compact-xs" onClick={forgetRecent}>
              Clear
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Recent({ notice: { tone, text, at, to } }: { notice: Notice }) {
  return (
    <li>
      <StatusMark tone={tone}>
        <span className={classes.text}>{to === null ? text : <Link href={to}>{text}</Link>}</span>
      </StatusMark>
      <time className="number" dateTime={at} title={fullTime(at)}>
        {clockTime(at)}
      </time>
    </li>
  );
}
