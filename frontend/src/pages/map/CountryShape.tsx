import { memo } from "react";
import type { Country } from "./shapes";
import classes from "./WorldMap.module.css";

interface CountryShapeProps {
  country: Country;
  shade: number;
  quiet: boolean;
  /** what is known of it; null: nobody watches from there */
  text: string | null;
  href: string | null;
  onTell: (code: string | null) => void;
  onOpen: (event: { preventDefault: () => void }, href: string) => void;
}

/** One country; drawn again only when what it shows has changed. */
export const CountryShape = memo(function CountryShape(props: CountryShapeProps) {
  const { country, shade, quiet, text, href, onTell, onOpen } = props;
  const name = country.code ?? country.name;
  const path = (
    <path
      d={country.path}
      className={classes.country}
      data-shade={shade}
      data-quiet={quiet}
      onPointerEnter={() => onTell(name)}
      onPointerLeave={() => onTell(null)}
    />
  );
  if (href === null || text === null) return path;
  return (
    <a
      href={href}
      aria-label={text}
      data-country={country.code}
      onClick={(event) => onOpen(event, href)}
      onFocus={() => onTell(name)}
      onBlur={() => onTell(null)}
    >
      {path}
    </a>
  );
});
