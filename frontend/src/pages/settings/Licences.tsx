import classes from "./SettingsPage.module.css";

interface LicencesProps {
  packages: readonly { name: string; version: string; licence: string | null }[];
}

/** Packages by name, each with the licence it names. */
export function Licences({ packages }: LicencesProps) {
  return (
    <ul className={classes.licences}>
      {packages.map(({ name, version, licence }) => (
        <li key={name}>
          <b>
            {name} <small>{version}</small>
          </b>
          <span>{licence ?? "not told by the package"}</span>
        </li>
      ))}
    </ul>
  );
}
