import { licences } from "virtual:licences";
import { about } from "../../api/panel";
import { useAnswer } from "../../api/useAnswer";
import { Facts } from "../../components/Facts";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { fullTime } from "../../format/time";
import { useLive } from "../../realtime/hooks";
import { Licences } from "./Licences";

/** Which version this is, and whose work is in it. */
export function About() {
  const asked = useAnswer(about);
  const startedAt = useLive((live) => live.dashboard?.startedAt ?? null);
  const intervalS = useLive((live) => live.dashboard?.intervalS ?? null);
  return (
    <>
      <Section title="This panel">
        <Loaded asked={asked}>
          {({ version, playerUrl, attribution, attributionUrl }) => (
            <Facts
              facts={[
                { label: "Version", value: version },
                { label: "Licence", value: "MIT" },
                { label: "Players use", value: playerUrl },
                { label: "Running since", value: fullTime(startedAt) },
                { label: "Tick", value: intervalS === null ? "–" : `every ${intervalS} s` },
                {
                  label: "Places",
                  value:
                    attribution === null ? (
                      "nothing to credit"
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
      <Section title="Packages the service is made with">
        <Loaded asked={asked}>{(answer) => <Licences packages={answer.licences} />}</Loaded>
      </Section>
      <Section title="Packages these pages are made with">
        <Licences packages={licences} />
      </Section>
    </>
  );
}
