import { Checkbox, NativeSelect, Radio, TextInput } from "@mantine/core";
import { cronWords } from "../../../cron-words.ts";
import type { ScheduleDraft } from "../../../schedule-draft.ts";

interface ScheduleFieldsProps {
  draft: ScheduleDraft;
  change: (next: Partial<ScheduleDraft>) => void;
  problems: Partial<Record<keyof ScheduleDraft, string>>;
}

export function ScheduleFields(props: ScheduleFieldsProps) {
  const { draft, change, problems } = props;
  return (
    <>
      <Radio.Group
        label="When are changes sent?"
        value={draft.kind}
        onChange={(kind) => change({ kind: kind as ScheduleDraft["kind"] })}
      >
        <div className="choices">
          <Radio value="off" label="By hand only" />
          <Radio value="changes" label="As soon as my files change" />
          <Radio value="every" label="Again and again, so many minutes apart" />
          <Radio value="at" label="At times of the day or the week" />
        </div>
      </Radio.Group>
      {draft.kind === "every" && (
        <TextInput
          label="Minutes from one batch to the next"
          description="5 to 60. A batch that takes longer is not overtaken: the next one begins after it."
          inputMode="numeric"
          className="short-field"
          value={draft.minutes}
          onChange={({ currentTarget }) => change({ minutes: currentTarget.value })}
          error={problems.minutes}
        />
      )}
      {draft.kind === "at" && <PatternField {...props} />}
      {draft.kind !== "off" && (
        <>
          <QuietFields {...props} />
          <ZoneField {...props} />
          <TextInput
            label="Records in one run, at most"
            description="Empty: all at once. What is more goes in further runs, one after the other."
            inputMode="numeric"
            className="short-field"
            value={draft.packet}
            onChange={({ currentTarget }) => change({ packet: currentTarget.value })}
            error={problems.packet}
          />
          <TextInput
            label="Megabytes in one run, at most"
            inputMode="decimal"
            className="short-field"
            value={draft.packetMegabytes}
            onChange={({ currentTarget }) => change({ packetMegabytes: currentTarget.value })}
            error={problems.packetMegabytes}
          />
          <ResyncFields {...props} />
        </>
      )}
    </>
  );
}

const examples = ["30 6 * * 1-5", "0 */2 * * *", "30 2 * * 0", "*/15 7-16 * * 1-5"];

function PatternField({ draft, change, problems }: ScheduleFieldsProps) {
  return (
    <div className="pattern">
      <TextInput
        label="Cron pattern"
        description="Five fields: minute, hour, day of the month, month, day of the week."
        autoComplete="off"
        spellCheck={false}
        value={draft.cron}
        onChange={({ currentTarget }) => change({ cron: currentTarget.value })}
        error={problems.cron}
      />
      <p className="quiet" role="status">
        {cronWords(draft.cron) ?? "Its next times are shown beside it."}
      </p>
      <ul className="examples" aria-label="Examples">
        {examples.map((cron) => (
          <li key={cron}>
            <button type="button" className="link-button" onClick={() => change({ cron })}>
              {cronWords(cron)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function QuietFields({ draft, change, problems }: ScheduleFieldsProps) {
  return (
    <fieldset className="fields">
      <legend>Quiet hours</legend>
      <Checkbox
        label="Start nothing between two times of day"
        description="What runs goes on; what would have begun begins after them."
        checked={draft.isQuiet}
        onChange={({ currentTarget }) => change({ isQuiet: currentTarget.checked })}
      />
      {draft.isQuiet && (
        <div className="fields-row quiet-hours">
          <TextInput
            label="From"
            type="time"
            value={draft.quietFrom}
            onChange={({ currentTarget }) => change({ quietFrom: currentTarget.value })}
          />
          <TextInput
            label="To"
            type="time"
            value={draft.quietTo}
            onChange={({ currentTarget }) => change({ quietTo: currentTarget.value })}
            error={problems.quietTo}
          />
        </div>
      )}
    </fieldset>
  );
}

function ResyncFields({ draft, change, problems }: ScheduleFieldsProps) {
  return (
    <fieldset className="fields">
      <legend>Everything once more</legend>
      <Checkbox
        label="Look at all records again at times of its own"
        description="For what was changed on the server behind Steward's back. Choose hours in which nobody waits for it."
        checked={draft.isResync}
        onChange={({ currentTarget }) => change({ isResync: currentTarget.checked })}
      />
      {draft.isResync && (
        <>
          <TextInput
            label="Cron pattern of it"
            description={cronWords(draft.resyncCron) ?? "Five fields, once a day at most."}
            autoComplete="off"
            spellCheck={false}
            value={draft.resyncCron}
            onChange={({ currentTarget }) => change({ resyncCron: currentTarget.value })}
            error={problems.resyncCron}
          />
          <Checkbox
            label="Send all of them, also what has not changed"
            checked={draft.resyncForce}
            onChange={({ currentTarget }) => change({ resyncForce: currentTarget.checked })}
          />
        </>
      )}
    </fieldset>
  );
}

function ZoneField({ draft, change }: ScheduleFieldsProps) {
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <NativeSelect
      label="Time zone"
      description="Of these times of day: they follow its summer time."
      value={draft.timeZone}
      data={zones.includes(draft.timeZone) ? zones : [draft.timeZone, ...zones]}
      onChange={({ currentTarget }) => change({ timeZone: currentTarget.value })}
    />
  );
}
