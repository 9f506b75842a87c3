import { CloseButton } from "@mantine/core";
import { Link } from "wouter";
import { StatusMark } from "../components/StatusMark";
import { dismiss, useNotices } from "../notices";
import classes from "./Notices.module.css";

/** What actions led to, in a corner of every page. */
export function Notices() {
  const notices = useNotices((store) => store.notices);
  return (
    <div className={classes.stack} role="log" aria-label="Notices">
      {notices.map(({ id, tone, text, to }) => (
        <div key={id} className={classes.notice} data-notice={tone}>
          <StatusMark tone={tone}>
            <span className={classes.text}>{to === null ? text : <Link href={to}>{text}</Link>}</span>
          </StatusMark>
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
