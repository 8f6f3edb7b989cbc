import { Button, Radio, TextInput } from "@mantine/core";
import { ResourceSelect } from "../components/resource-select.tsx";
import { localDay, localMinute, type ResyncDraft, resyncProblems } from "../resync-draft.ts";

interface FieldsProps {
  draft: ResyncDraft;
  change: (next: Partial<ResyncDraft>) => void;
}

const dayLength = 86_400_000;
const daysAgo = (days: number) => localDay(new Date(Date.now() - days * dayLength));

/** Which records: each field that is filled narrows the others. */
export function ChoiceFields({ connection, ...fields }: FieldsProps & { connection: string }) {
  const { draft, change } = fields;
  const problems = resyncProblems(draft);
  return (
    <>
      <ResourceSelect
        connection={connection}
        label="Resources"
        placeholder="All that are sent"
        value={draft.resources}
        change={(resources) => change({ resources })}
      />
      <TextInput
        label="School"
        description="Its number, or several parted by commas: what belongs to it, its students and its staff."
        placeholder="All schools"
        autoComplete="off"
        value={draft.schools}
        onChange={({ currentTarget }) => change({ schools: currentTarget.value })}
        error={problems.schools}
      />
      <DayFields {...fields} />
      <ChangeFields {...fields} />
      <FailedField {...fields} />
    </>
  );
}

function DayFields({ draft, change }: FieldsProps) {
  const problems = resyncProblems(draft);
  const only = (day: string) => change({ dateFrom: day, dateTo: day });
  return (
    <fieldset className="fields fields-row">
      <legend>Days that records are about</legend>
      <TextInput
        label="First day"
        type="date"
        value={draft.dateFrom}
        onChange={({ currentTarget }) => change({ dateFrom: currentTarget.value })}
      />
      <TextInput
        label="Last day"
        type="date"
        value={draft.dateTo}
        onChange={({ currentTarget }) => change({ dateTo: currentTarget.value })}
        error={problems.dateTo}
      />
      <div className="buttons whole-row">
        <Button size="compact-sm" onClick={() => only(daysAgo(0))}>
          Today
        </Button>
        <Button size="compact-sm" onClick={() => only(daysAgo(1))}>
          Yesterday
        </Button>
        <span className="quiet small">
          The date inside the record: of an absence, the day of the absence.
        </span>
      </div>
    </fieldset>
  );
}

function ChangeFields({ draft, change }: FieldsProps) {
  const problems = resyncProblems(draft);
  return (
    <fieldset className="fields fields-row">
      <legend>New or changed in your files</legend>
      <TextInput
        label="Since"
        type="datetime-local"
        value={draft.changedSince}
        onChange={({ currentTarget }) => change({ changedSince: currentTarget.value })}
      />
      <TextInput
        label="Until"
        type="datetime-local"
        value={draft.changedUntil}
        onChange={({ currentTarget }) => change({ changedUntil: currentTarget.value })}
        error={problems.changedUntil}
      />
    </fieldset>
  );
}

function FailedField({ draft, change }: FieldsProps) {
  return (
    <fieldset className="fields fields-row">
      <legend>Refused, or without an answer</legend>
      <TextInput
        label="Failed since"
        type="datetime-local"
        value={draft.failedSince}
        onChange={({ currentTarget }) => change({ failedSince: currentTarget.value })}
      />
      <div className="buttons">
        <Button
          size="compact-sm"
          onClick={() => change({ failedSince: localMinute(new Date(Date.now() - dayLength)) })}
        >
          In the last 24 hours
        </Button>
      </div>
    </fieldset>
  );
}

export function HowMuch({ draft, change }: FieldsProps) {
  return (
    <Radio.Group
      label="How much of it?"
      value={draft.force ? "all" : "due"}
      onChange={(value) => change({ force: value === "all" })}
    >
      <div className="choices">
        <Radio value="due" label="What the server does not have: new, changed, held or refused" />
        <Radio value="all" label="All of it again, also what has not changed" />
      </div>
    </Radio.Group>
  );
}

/** Causes and records that the dialog was opened with; each can be taken out. */
export function Chosen({ draft, change }: FieldsProps) {
  const { causes, records } = draft;
  return (
    <ul className="chosen" aria-label="Chosen">
      {causes.map(({ id, title }) => (
        <li key={id}>
          <span>Records of the cause: {title}</span>
          <Button
            size="compact-sm"
            aria-label={`Take out the cause: ${title}`}
            onClick={() => change({ causes: causes.filter((cause) => cause.id !== id) })}
          >
            Take out
          </Button>
        </li>
      ))}
      {records.map(({ id, title }) => (
        <li key={id}>
          <span>Record: {title}</span>
          <Button
            size="compact-sm"
            aria-label={`Take out the record: ${title}`}
            onClick={() => change({ records: records.filter((record) => record.id !== id) })}
          >
            Take out
          </Button>
        </li>
      ))}
    </ul>
  );
}
