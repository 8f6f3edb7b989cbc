import { Button } from "@mantine/core";
import { memo, useMemo } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { SyncLine } from "../../../shared/domain/sync.ts";
import { Part } from "../../components/part.tsx";
import { ResourcesTitle } from "../../components/resources-title.tsx";
import { ShareBar } from "../../components/share-bar.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import { count, counted, resourceName } from "../../format.ts";
import { whyWords } from "../../profile-draft.ts";
import { useResync } from "../../resync/use-resync.tsx";
import { emptyResync, type ResyncDraft } from "../../resync-draft.ts";
import { linkTo, places } from "../../routes.ts";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";
import {
  type Figures,
  figuresOf,
  type Sending,
  type SyncRow,
  stageTitle,
  sumOf,
  syncRows,
} from "../../sync-rows.ts";
import type { SyncFilter } from "../../sync-view.ts";

const columns = ["Resource", "To send", "Held", "Refused", "Accepted", "Unchanged", "Now", "Again"];

interface ResourceTableProps {
  connection: Connection;
  lines: readonly SyncLine[];
  filter: SyncFilter;
  change: (filter: SyncFilter) => void;
}

/** One line a resource, under the headings of their stages. */
export function ResourceTable({ connection, lines, filter, change }: ResourceTableProps) {
  const { find: search } = filter;
  const busyOnly = filter.only === "busy";
  const { open, dialog } = useResync(connection);
  const now = useShown((state) => runningOf(state, connection.id)?.progress?.sending);
  const sending = useMemo(() => new Map((now ?? []).map(({ resource, ...far }) => [resource, far])), [now]);
  const rows = useMemo(
    () => syncRows(lines, sending, { search, busyOnly }),
    [lines, sending, search, busyOnly],
  );
  return (
    <>
      <ResourcesTitle
        only="Only with something to do"
        isOnly={busyOnly}
        setOnly={(isOnly) => change({ ...filter, only: isOnly ? "busy" : "" })}
        search={search}
        setSearch={(find) => change({ ...filter, find })}
      >
        <p>{totalWords(lines)}</p>
      </ResourcesTitle>
      {rows.length === 0 ? (
        <p className="quiet">{noneWords(search)}</p>
      ) : (
        <VirtualTable
          label="Resources"
          layout="sync-table"
          columns={columns}
          rows={rows}
          keyOf={({ key }) => key}
          rowClass={(row) => ("stage" in row ? "group-row" : row.sending && "sending-row")}
          cells={(row) => <RowCells row={row} connection={connection} resync={open} />}
        />
      )}
      {dialog}
    </>
  );
}

const noneWords = (search: string) =>
  search.trim() === ""
    ? "Nothing is to be sent, held or refused: all resources are in step."
    : `No resource fits "${search.trim()}".`;

function totalWords(lines: readonly SyncLine[]) {
  const { toSend, held, refused, accepted, unchanged } = sumOf(lines.map(figuresOf));
  const parts = [
    ...(toSend > 0 ? [`${count(toSend)} to send`] : []),
    ...(held > 0 ? [`${count(held)} held back`] : []),
    ...(refused > 0 ? [`${count(refused)} refused`] : []),
  ];
  const rest = parts.length > 0 ? parts.join(", ") : "nothing to send";
  return `${counted(accepted + unchanged, "record is", "records are")} with the server; ${rest}.`;
}

interface RowCellsProps {
  row: SyncRow;
  connection: Connection;
  resync: (first: ResyncDraft) => void;
}

function RowCells({ row, connection, resync }: RowCellsProps) {
  if ("stage" in row) {
    return (
      <>
        <Part is="rowheader">{stageTitle(row.stage)}</Part>
        <FigureCells figures={row.figures} />
        <Part is="cell" />
        <Part is="cell" />
      </>
    );
  }
  const { line, figures, sending } = row;
  const name = resourceName(line.resource);
  return (
    <>
      <Part is="rowheader" title={line.resource}>
        {name}
        <Reasons line={line} connection={connection} />
      </Part>
      <FigureCells figures={figures} />
      <Part is="cell">
        <Share figures={figures} sending={sending} />
      </Part>
      <Part is="cell">
        {connection.closedAt === undefined && line.unsent === undefined && (
          <Again resource={line.resource} resync={resync} />
        )}
      </Part>
    </>
  );
}

/** Figures come ten times a second: what stays the same beside them is not drawn again. */
const Again = memo(function Again({
  resource,
  resync,
}: Pick<RowCellsProps, "resync"> & { resource: string }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={`Resync ${resourceName(resource)}…`}
      onClick={() => resync({ ...emptyResync, resources: [resource] })}
    >
      Resync…
    </Button>
  );
});

/** Why something does not go, under the resource's name. */
export const Reasons = memo(function Reasons({
  line,
  connection,
}: {
  line: SyncLine;
  connection: Connection;
}) {
  const { counts, unsent, blockedBy, cause, causes, rejected } = line;
  const more = causes > 1 ? `, and ${counted(causes - 1, "more cause", "more causes")}` : "";
  const refusedBy = counts.failed > 0 || rejected > 0 ? cause : undefined;
  return (
    <>
      {unsent !== undefined && (
        <span className="reason">
          Not sent: {whyWords(unsent, { project: line.resource.split("/")[1] ?? "", contact: undefined })}
        </span>
      )}
      {counts.blocked > 0 && blockedBy && (
        <span className="reason">
          Blocked by: <CauseLink connection={connection} cause={blockedBy} />
          {refusedBy === undefined && more}
        </span>
      )}
      {counts.waiting > 0 && (
        <span className="reason">{count(counts.waiting)} waiting: these go out by themselves</span>
      )}
      {refusedBy !== undefined && (
        <span className="reason">
          Cause: <CauseLink connection={connection} cause={refusedBy} />
          {more}
        </span>
      )}
      {counts.outside > 0 && (
        <span className="reason">Not sent: {count(counts.outside)} of schools that are not chosen</span>
      )}
      {counts.gone > 0 && <span className="reason">{count(counts.gone)} no longer in your files</span>}
    </>
  );
});

interface CauseLinkProps {
  connection: Connection;
  cause: { readonly id: string; readonly title: string };
}

function CauseLink({ connection: { id }, cause }: CauseLinkProps) {
  return <a href={linkTo(places.cause({ connection: id, id: cause.id }, id))}>{cause.title}</a>;
}

function FigureCells({ figures }: { figures: Figures }) {
  const { toSend, held, refused, accepted, unchanged } = figures;
  return (
    <>
      <NumberCell value={toSend} />
      <NumberCell value={held} tone="blocked" />
      <NumberCell value={refused} tone="refused" />
      <NumberCell value={accepted} tone="accepted" />
      <NumberCell value={unchanged} />
    </>
  );
}

function NumberCell({ value, tone }: { value: number; tone?: string }) {
  const look = value === 0 ? "number zero" : tone === undefined ? "number" : `number tone-${tone}`;
  return (
    <Part is="cell" className={look}>
      {count(value)}
    </Part>
  );
}

/** How much of a resource is with the server, as a bar; while it is sent, how far that is. */
function Share({ figures, sending }: { figures: Figures; sending: Sending | undefined }) {
  const { toSend, held, refused, accepted, unchanged } = figures;
  if (sending) {
    const left = Math.max(0, sending.planned - sending.done);
    return (
      <span className="share-now">
        <ShareBar
          pieces={[
            ["sending", sending.done],
            ["rest", left],
          ]}
        />
        {count(sending.done)} of {count(sending.planned)}
      </span>
    );
  }
  return (
    <ShareBar
      pieces={[
        ["accepted", accepted + unchanged],
        ["refused", refused],
        ["blocked", held],
        ["rest", toSend],
      ]}
    />
  );
}
