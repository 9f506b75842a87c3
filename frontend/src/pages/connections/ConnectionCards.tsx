import { Country } from "../../components/Country";
import type { ConnectionsState } from "../../realtime/reducer";
import classes from "./ConnectionCards.module.css";
import { BitrateCell, BytesCell, DurationCell } from "./cells";
import { FilterText } from "./FilterText";
import type { ViewControl } from "./useView";

interface ConnectionCardsProps {
  connections: ConnectionsState;
  control: ViewControl;
}

/** The same rows for a narrow page. */
export function ConnectionCards({ connections, control }: ConnectionCardsProps) {
  return (
    <ul className={classes.list}>
      {connections.rows.map((row) => (
        <li key={row.id} className={classes.card} data-stale={row.stale} data-connection={row.id}>
          <div className={classes.line}>
            <FilterText name="username" value={row.username} setFilter={control.setFilter} strong />
            <b>
              <BitrateCell row={row} />
            </b>
          </div>
          <div className={classes.line}>
            <FilterText
              name="streamId"
              value={row.streamId === null ? null : String(row.streamId)}
              text={row.streamName}
              setFilter={control.setFilter}
            />
            <BytesCell row={row} />
          </div>
          <div className={classes.line}>
            <Country code={row.countryCode} name={[row.city, row.country].filter(Boolean).join(", ") || null} />
            <DurationCell row={row} receivedAtMs={connections.receivedAtMs} />
          </div>
          <div className={classes.detail}>
            {[row.ip, row.isp, row.protocol].filter(Boolean).join(" · ")}
            <br />
            {row.userAgent}
          </div>
        </li>
      ))}
    </ul>
  );
}
