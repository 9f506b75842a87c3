import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Asked } from "../../api/useAnswer";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import toolbar from "../../components/Toolbar.module.css";
import { useMay } from "../../role";
import classes from "./SettingsPage.module.css";

interface SettingsListProps<Row extends { id: number }> {
  /** what these are, in a sentence */
  about: ReactNode;
  caption: string;
  asked: Asked<{ items: Row[] }>;
  columns: readonly TableColumn<Row>[];
  empty: string;
  /** the word on the button that adds one; shown to who may */
  add: string;
  onAdd: () => void;
  isQuiet?: (row: Row) => boolean;
}

/** A list of settings with the way to add one. */
export function SettingsList<Row extends { id: number }>(props: SettingsListProps<Row>) {
  const { about, caption, asked, columns, empty, add, onAdd, isQuiet } = props;
  const mayChange = useMay("admin");
  return (
    <>
      <div className={toolbar.bar}>
        <p className={classes.about}>{about}</p>
        {mayChange && (
          <div className={toolbar.end}>
            <Button size="xs" onClick={onAdd}>
              {add}
            </Button>
          </div>
        )}
      </div>
      <Loaded asked={asked}>
        {({ items }) => (
          <div className={frame.frame}>
            {items.length === 0 ? (
              <Empty title={empty} />
            ) : (
              <DataTable
                caption={caption}
                columns={columns}
                rows={items}
                keyOf={({ id }) => id}
                {...(isQuiet ? { isQuiet } : {})}
              />
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

interface RowButtonProps {
  /** names the row, too, for whoever cannot see it */
  label: string;
  onClick: () => void;
  children: ReactNode;
}

/** An action of one row. */
export function RowButton({ label, onClick, children }: RowButtonProps) {
  return (
    <Button size="compact-xs" variant="default" aria-label={label} onClick={onClick}>
      {children}
    </Button>
  );
}

/** The column of actions, for who may change anything. */
export function actionsOf<Row>(width: string, cell: (row: Row) => ReactNode): TableColumn<Row> {
  return {
    key: "actions",
    label: "Actions",
    width,
    right: true,
    plain: true,
    cell: (row) => <span className={classes.actions}>{cell(row)}</span>,
  };
}
