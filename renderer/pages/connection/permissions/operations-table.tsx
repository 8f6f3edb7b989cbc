import { useMemo } from "react";
import type { PermissionsView } from "../../../../shared/domain/permissions.ts";
import { useAnswer } from "../../../ask.ts";
import { Part } from "../../../components/part.tsx";
import { ResourcesTitle } from "../../../components/resources-title.tsx";
import { VirtualTable } from "../../../components/virtual-table.tsx";
import { count, resourceName } from "../../../format.ts";
import { operationsOf, type PermissionRow, permissionRows } from "../../../permission-rows.ts";
import { useResourceFilter } from "../use-tab-filter.ts";

/** What the key may do with each resource: what is missing first. */
export function OperationsTable({ connection, view }: { connection: string; view: PermissionsView }) {
  // How many records there are of each; without it the table is still right.
  const { value: profile } = useAnswer("profile.show", { connection }, ["profiles", "sources"]);
  const hasRecords = profile?.resources.some(({ records }) => records > 0) ?? false;
  const narrowed = useResourceFilter(connection, "permissions", hasRecords);
  const { search, isOnly: sentOnly } = narrowed;
  const operations = useMemo(() => operationsOf(view), [view]);
  const rows = useMemo(
    () => permissionRows(view, profile, { search, sentOnly }),
    [view, profile, search, sentOnly],
  );
  return (
    <section aria-labelledby="operations-title" className="block-of ruled">
      <ResourcesTitle only="Only what you send" {...narrowed}>
        <h2 id="operations-title">Resource by resource</h2>
      </ResourcesTitle>
      {rows.length === 0 ? (
        <p className="quiet">No resource fits.</p>
      ) : (
        <VirtualTable
          plain
          label="Resources and operations"
          layout="operations-table"
          columns={["Resource", "Records", ...operations.map(operationWords)]}
          rows={rows}
          keyOf={({ resource }) => resource}
          cells={(row) => <RowCells row={row} operations={operations} />}
        />
      )}
    </section>
  );
}

/** "ReadChanges" -> "Read changes". */
const operationWords = (operation: string) =>
  operation.replace(/([a-z])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`);

function RowCells({ row, operations }: { row: PermissionRow; operations: readonly string[] }) {
  const { resource, records } = row;
  return (
    <>
      <Part is="rowheader" title={resource}>
        {resourceName(resource)}
      </Part>
      <Part is="cell" className="number">
        {records === undefined ? "" : count(records)}
      </Part>
      {operations.map((operation) => (
        <Part key={operation} is="cell">
          <Grant row={row} operation={operation} />
        </Part>
      ))}
    </>
  );
}

function Grant({ row: { granted, missing }, operation }: { row: PermissionRow; operation: string }) {
  if (missing.has(operation)) return <span className="state-lost">▲ missing</span>;
  if (granted.has(operation)) return <span className="state-valid">● yes</span>;
  return <span className="quiet">– no</span>;
}
