import { Kbd, Modal } from "@mantine/core";
import classes from "./Palette.module.css";
import { PAGES } from "./pages";

const OTHERS: readonly { keys: string; what: string }[] = [
  { keys: "ctrl k", what: "find a page, a stream or a line" },
  { keys: "/", what: "search on this page" },
  { keys: "home end", what: "the first and the last connection" },
  { keys: "t t", what: "change the colours" },
  { keys: "d k", what: "the dashboard for a screen on the wall" },
  { keys: "t z", what: "look at a chart from farther away" },
  { keys: "t +", what: "look at a chart closer" },
  { keys: "t ←", what: "what was before it" },
  { keys: "t →", what: "what came after it" },
  { keys: "esc", what: "close what is open" },
  { keys: "?", what: "this list" },
];

/** Every shortcut there is. */
export default function Help({ onClose }: { onClose: () => void }) {
  const pages = PAGES.map(({ key, label }) => ({ keys: `g ${key}`, what: `go to ${label}` }));
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" centered>
      <dl className={classes.keys}>
        {[...OTHERS, ...pages].map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }) {
  const [first, second] = keys.split(" ");
  return (
    <>
      <Kbd>{first}</Kbd>
      {second !== undefined && <Kbd>{second}</Kbd>}
    </>
  );
}
