import { licences } from "virtual:licences";
import { about } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Facts } from "../../components/Facts";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { fullTime } from "../../format/time";
import { useLive } from "../../realtime/hooks";
import classes from "./SettingsPage.module.css";

/** Which version this is, and whose work is in it. */
export function About() {
  const asked = useAnswer(about);
  const startedAt = useLive((live) => live.dashboard?.startedAt ?? null);
  const intervalS = useLive((live) => live.dashboard?.intervalS ?? null);
  return (
    <>
      <Section title="This panel">
        <Loaded asked={asked}>
          {({ version, attribution, attributionUrl }) => (
            <Facts
              facts={[
                { label: "Version", value: version },
                { label: "Licence", value: "MIT" },
                { label: "Running since", value: fullTime(startedAt) },
                { label: "Tick", value: intervalS === null ? "–" : `every ${intervalS} s` },
                {
                  label: "Places",
                  value:
                    attribution === null ? (
                      "no geo database is loaded"
                    ) : attributionUrl === null ? (
                      attribution
                    ) : (
                      <a href={attributionUrl} rel="noreferrer" target="_blank">
                        {attribution}
                      </a>
                    ),
                },
                { label: "Interfaces", value: <a href="/api/openapi.json">OpenAPI</a> },
                { label: "Events", value: <a href="/api/asyncapi.json">AsyncAPI</a> },
              ]}
            />
          )}
        </Loaded>
      </Section>
      <Section title="Packages these pages are made with">
        <ul className={classes.licences}>
          {licences.map(({ name, version, licence }) => (
            <li key={name}>
              {name} {version} <span>{licence}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
