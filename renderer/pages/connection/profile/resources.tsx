import { NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { Part } from "../../../components/part.tsx";
import { ResourcesTitle } from "../../../components/resources-title.tsx";
import { VirtualTable } from "../../../components/virtual-table.tsx";
import { count, resourceName } from "../../../format.ts";
import {
  callAbout,
  type Decision,
  decide,
  decisionWords,
  projectTitle,
  type ShownResource,
  sentWords,
  shownResources,
  whyWords,
} from "../../../profile-draft.ts";
import { type ProfileRow, profileRows } from "../../../profile-rows.ts";
import type { ProfileEditing } from "../profile-tab.tsx";
import { useResourceFilter } from "../use-tab-filter.ts";

const decisions = Object.entries(decisionWords).map(([value, label]) => ({ value, label }));

/** Every resource of the server, with who answers for it. */
export function Resources({ connection, editing }: { connection: string; editing: ProfileEditing }) {
  const { view, profile } = editing;
  const lines = useMemo(() => shownResources(view, profile), [view, profile]);
  const hasRecords = lines.some(({ records }) => records > 0);
  const narrowed = useResourceFilter(connection, "profile", hasRecords);
  const { search, isOnly: inFiles } = narrowed;
  const rows = useMemo(() => profileRows(lines, { search, inFiles }), [lines, search, inFiles]);
  return (
    <section className="block-of ruled" aria-labelledby="resources-title">
      <ResourcesTitle only="Only what your files hold" {...narrowed}>
        <h2 id="resources-title">Resources</h2>
      </ResourcesTitle>
      <p role="status">{sentWords(lines)}</p>
      {rows.length === 0 ? (
        <p className="quiet">{noneWords(search)}</p>
      ) : (
        <VirtualTable
          label="Resources"
          layout="resource-table"
          columns={["Resource", "Records", "What becomes of it", "Whom to call, or why not"]}
          rows={rows}
          keyOf={({ key }) => key}
          rowClass={rowClass}
          cells={(row) => <RowCells row={row} editing={editing} />}
        />
      )}
    </section>
  );
}

function noneWords(search: string) {
  return search.trim() === ""
    ? "Your files hold no records of this server's resources yet."
    : `No resource fits "${search.trim()}".`;
}

function rowClass(row: ProfileRow) {
  if ("lines" in row) return "group-row";
  return row.line.isChanged ? "changed-row" : undefined;
}

function RowCells({ row, editing }: { row: ProfileRow; editing: ProfileEditing }) {
  if ("lines" in row) return <GroupCells title={row.title} lines={row.lines} editing={editing} />;
  return <ResourceCells line={row.line} editing={editing} />;
}

interface GroupCellsProps {
  title: string;
  lines: readonly ShownResource[];
  editing: ProfileEditing;
}

/** One choice for all that the group shows. */
function GroupCells({ title, lines, editing: { profile, closed, change } }: GroupCellsProps) {
  const common = new Set(lines.map(({ decision }) => decision));
  const [first] = common;
  const value = common.size === 1 && first !== undefined ? first : "";
  const paths = lines.map(({ resource }) => resource);
  return (
    <>
      <Part is="rowheader">
        {title} <span className="quiet">{count(lines.length)}</span>
      </Part>
      <Part is="cell" className="number">
        {count(lines.reduce((sum, { records }) => sum + records, 0))}
      </Part>
      <Part is="cell">
        <NativeSelect
          size="xs"
          aria-label={`All of ${title}`}
          disabled={closed}
          value={value}
          data={value === "" ? [{ value: "", label: "Different" }, ...decisions] : decisions}
          onChange={({ currentTarget }) => {
            if (currentTarget.value !== "") change(decide(profile, paths, currentTarget.value as Decision));
          }}
        />
      </Part>
      <Part is="cell" className="quiet small">
        For all {count(lines.length)} of the group that are shown
      </Part>
    </>
  );
}

function ResourceCells({ line, editing }: { line: ShownResource; editing: ProfileEditing }) {
  const { profile, closed, change } = editing;
  const { resource, records, decision, parts } = line;
  const name = resourceName(resource);
  return (
    <>
      <Part is="rowheader" title={resource}>
        {name}
        {parts.length > 0 && (
          <span className="quiet small block">with parts of {parts.map(projectTitle).join(", ")}</span>
        )}
      </Part>
      <Part is="cell" className={records === 0 ? "number quiet" : "number"}>
        {count(records)}
      </Part>
      <Part is="cell">
        <NativeSelect
          size="xs"
          aria-label={name}
          disabled={closed}
          value={decision}
          data={decisions}
          onChange={({ currentTarget }) =>
            change(decide(profile, [resource], currentTarget.value as Decision))
          }
        />
      </Part>
      <Part is="cell">
        <Answer line={line} editing={editing} />
      </Part>
    </>
  );
}

function Answer({
  line,
  editing: { profile, closed, change },
}: {
  line: ShownResource;
  editing: ProfileEditing;
}) {
  const { resource, why, contact } = line;
  if (why === undefined) return <span className="state-valid">● sent</span>;
  if (why !== "other" || closed) return <span className="quiet">○ {whyWords(why, line)}</span>;
  return (
    <TextInput
      size="xs"
      aria-label={`Whom to call about ${resourceName(resource)}`}
      placeholder="Name and telephone of who answers for it"
      maxLength={200}
      autoComplete="off"
      value={contact ?? ""}
      onChange={({ currentTarget }) => change(callAbout(profile, resource, currentTarget.value))}
    />
  );
}
