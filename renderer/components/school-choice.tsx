import { Checkbox } from "@mantine/core";
import { useState } from "react";
import type { FoundSchool } from "../../shared/domain/source.ts";
import { useAnswer } from "../ask.ts";
import { counted } from "../format.ts";
import { idsOf } from "../settings-draft.ts";
import { Failure, PageSkeleton } from "./page-states.tsx";
import type { SettingsForm } from "./settings-fields.tsx";

/** The schools in the connection's files, to be ticked where one does not know their ids. */
export function SchoolChoice({ connection, form }: { connection: string; form: SettingsForm }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Choose from the schools in your files</summary>
      {isOpen && <Schools connection={connection} form={form} />}
    </details>
  );
}

function Schools({ connection, form }: { connection: string; form: SettingsForm }) {
  const { value, failure, askAgain } = useAnswer("sources.schools", { connection }, ["sources"]);
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  if (value === undefined) return <PageSkeleton label="Looking for the schools" lines={4} />;
  if (value.length === 0)
    return (
      <p className="quiet">
        No school was read yet: add the folder that has schools.jsonl, and let it be read.
      </p>
    );
  const chosen = idsOf(form.values.schools);
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
    form.setFieldValue("schools", next.join(", "));
  };
  return (
    <fieldset className="fields school-choice">
      <legend className="quiet">{told(value, chosen)}</legend>
      {value.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          description={id}
          checked={chosen.includes(id)}
          onChange={() => toggle(id)}
        />
      ))}
    </fieldset>
  );
}

/** None that is chosen means that all are sent. */
function told(found: readonly FoundSchool[], chosen: readonly string[]): string {
  const all = counted(found.length, "school", "schools");
  if (chosen.length === 0) return `${all}; none is ticked: all of them are sent`;
  return `${all}; ${counted(found.filter(({ id }) => chosen.includes(id)).length, "is", "are")} ticked`;
}
