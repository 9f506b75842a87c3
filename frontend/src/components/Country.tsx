import classes from "./Country.module.css";

interface CountryProps {
  code: string | null;
  name: string | null;
}

/** Letters, not a flag emoji: many machines draw those as empty boxes. */
export function Country({ code, name }: CountryProps) {
  if (code === null && name === null) return <span title="The address is in no loaded geo database">–</span>;
  return (
    <span className={classes.country}>
      {code !== null && <span className={classes.code}>{code}</span>}
      <span className={classes.name}>{name ?? code}</span>
    </span>
  );
}
