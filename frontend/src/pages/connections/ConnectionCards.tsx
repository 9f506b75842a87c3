import { Country } from "../../components/Country";
import classes from "./ConnectionCards.module.css";
import type { RowsProps } from "./ConnectionsTable";
import { causeOf } from "./cause";
import { BitrateCell, BytesCell, CauseCell, DurationCell } from "./cells";
import { FilterText } from "./FilterText";
import { nameOf } from "./kicks";

/** The same rows for a narrow page. */
export function ConnectionCards({ connections, control, rowControl }: RowsProps) {
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
          <div className={classes.line}>
            <span>{causeOf(row) !== null && row.cause !== "none" && <CauseCell row={row} />}</span>
            <button
              type="button"
              className={classes.open}
              aria-label={`Details of ${nameOf(row)}`}
              onClick={() => rowControl.open(row.id)}
            >
              Details
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}
