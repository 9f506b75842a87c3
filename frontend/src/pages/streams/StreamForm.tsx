import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { listCategories } from "../../api/catalog";
import { useAnswer } from "../../api/useAnswer";
import dialog from "../../components/Dialog.module.css";
import { DraftForm, type DraftFormProps, type DraftPart } from "../../components/DraftForm";
import { type Draft, PRESETS } from "./draft";
import { TYPES } from "./filter";

type PartProps = DraftPart<Draft>;

/** Adds a stream or changes one. */
export function StreamForm(props: DraftFormProps<Draft>) {
  return (
    <DraftForm {...props}>
      {(part) => (
        <>
          <Source {...part} />
          <Arrangement {...part} />
          <Restarts {...part} />
        </>
      )}
    </DraftForm>
  );
}

function Source({ draft, set, problemOf }: PartProps) {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={256}
        value={draft.name}
        error={problemOf("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Source"
        description="An HTTP address of MPEG-TS, or of an HLS playlist of it"
        placeholder="http://source.example/news.ts"
        required
        type="url"
        value={draft.sourceUrl}
        error={problemOf("sourceUrl")}
        onChange={(event) => set({ sourceUrl: event.currentTarget.value })}
      />
      <Textarea
        label="Backups"
        description="One address a line, tried in this order"
        autosize
        minRows={1}
        maxRows={5}
        value={draft.backupUrls}
        error={problemOf("backupUrls")}
        onChange={(event) => set({ backupUrls: event.currentTarget.value })}
      />
    </>
  );
}

function Arrangement({ draft, set, problemOf }: PartProps) {
  const categories = useAnswer(listCategories).answer?.items ?? [];
  return (
    <>
      <div className={dialog.pair}>
        <NativeSelect
          label="Type"
          value={draft.type}
          data={[...TYPES]}
          onChange={(event) => set({ type: TYPES.find((type) => type === event.currentTarget.value) ?? draft.type })}
        />
        <NativeSelect
          label="Category"
          value={draft.categoryId}
          error={problemOf("categoryId")}
          data={[
            { value: "", label: "none" },
            ...categories
              .filter((category) => category.type === draft.type)
              .map((category) => ({ value: String(category.id), label: category.name })),
          ]}
          onChange={(event) => set({ categoryId: event.currentTarget.value })}
        />
      </div>
      <div className={dialog.pair}>
        <TextInput
          label="Guide id"
          description="Its channel in the programme guide"
          value={draft.guideId}
          error={problemOf("guideId")}
          onChange={(event) => set({ guideId: event.currentTarget.value })}
        />
        <NativeSelect
          label="Transcoding"
          description="About a core for each stream"
          value={draft.transcode}
          error={problemOf("transcode")}
          data={[{ value: "", label: "as it comes" }, ...PRESETS]}
          onChange={(event) => set({ transcode: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label="On demand: its source is pulled only while somebody watches"
        checked={draft.onDemand}
        onChange={(event) => set({ onDemand: event.currentTarget.checked })}
      />
    </>
  );
}

function Restarts({ draft, set, problemOf }: PartProps) {
  return (
    <div className={dialog.pair}>
      <TextInput
        label="Restart after silence, s"
        placeholder="never"
        inputMode="numeric"
        pattern="[0-9]*"
        value={draft.restartSilenceS}
        error={problemOf("restartSilenceS")}
        onChange={(event) => set({ restartSilenceS: event.currentTarget.value })}
      />
      <TextInput
        label="Restart at errors a minute"
        placeholder="never"
        inputMode="numeric"
        pattern="[0-9]*"
        value={draft.restartErrorsPerMinute}
        error={problemOf("restartErrorsPerMinute")}
        onChange={(event) => set({ restartErrorsPerMinute: event.currentTarget.value })}
      />
    </div>
  );
}
