import { Button, Switch, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { DescriptorTypeLine } from "../../../../shared/domain/descriptor.ts";
import { Failure, PageSkeleton } from "../../../components/page-states.tsx";
import { useMappingDraft } from "../../../drafts.ts";
import { count, counted } from "../../../format.ts";
import { choose, draftedByType, takeBack, undo } from "../../../mapping-draft.ts";
import { arrange, isOpen, nextOpenType, sureChoices, withDraft } from "../../../mapping-rows.ts";
import { typeName } from "../../../mapping-words.ts";
import { useTabFilter } from "../use-tab-filter.ts";
import { MappingGrid } from "./mapping-grid.tsx";
import { MappingProgress } from "./mapping-progress.tsx";
import { SaveBar } from "./save-bar.tsx";
import { StateLegend } from "./state-legend.tsx";
import { TypesPane } from "./types-pane.tsx";
import { type Codes, useCodes } from "./use-codes.ts";

interface MappingDeskProps {
  connection: Connection;
  types: readonly DescriptorTypeLine[];
  changed: () => void;
}

/** In the place of a descriptor type. */
const allTypes = "all";

/** Types on the left, the codes of one (or of all) on the right, and below what is not saved. */
export function MappingDesk({ connection, types, changed }: MappingDeskProps) {
  const { draft } = useMappingDraft(connection.id);
  const unmapped = types.reduce((sum, line) => sum + line.unmapped, 0);
  const codes = types.reduce((sum, line) => sum + line.codes, 0);
  const { filter, change } = useTabFilter(connection.id, "descriptors", ["type", "only", "find", "types"]);
  const only = filter.only === "" ? unmapped > 0 : filter.only === "unmapped";
  // Which is first changes when its last code is mapped: nobody is led away from it by that.
  const [first] = useState(() => types.find((line) => line.unmapped > 0)?.type);
  const type = filter.type === "" ? first : types.find((line) => line.type === filter.type)?.type;
  const setType = (next: string | undefined) => change({ type: next ?? allTypes });
  const [jump, setJump] = useState(0);
  const found = useCodes({ connection: connection.id, type, unmapped: only });
  const drafted = useMemo(() => draftedByType(draft), [draft]);
  const goOnElsewhere = () => {
    const next = nextOpenType(types, type, drafted);
    if (next === undefined || type === undefined) return;
    setType(next);
    setJump(jump + 1);
  };
  return (
    <>
      <Calm codes={codes} unmapped={unmapped} />
      <MappingProgress types={types} />
      <div className="desk">
        <div className="desk-types">
          <Switch
            label="Only unmapped"
            checked={only}
            onChange={({ currentTarget }) => change({ only: currentTarget.checked ? "unmapped" : "all" })}
          />
          <TypesPane
            types={types}
            only={only}
            search={filter.types}
            setSearch={(words) => change({ types: words })}
            chosen={type}
            drafted={drafted}
            choose={setType}
          />
        </div>
        <CodesPane
          {...{ connection, type, found, jump, only, goOnElsewhere }}
          search={filter.find}
          setSearch={(find) => change({ find })}
        />
      </div>
      {connection.closedAt === undefined && (
        <SaveBar
          connection={connection}
          saved={() => {
            changed();
            found.askAgain();
          }}
        />
      )}
    </>
  );
}

function Calm({ codes, unmapped }: { codes: number; unmapped: number }) {
  if (codes === 0)
    return (
      <p className="lead">
        Your files hold no codes yet. When a folder is read, its codes are listed here, with what becomes of
        each.
      </p>
    );
  if (unmapped > 0) return null;
  return (
    <p className="lead">
      Everything is mapped: all {count(codes)} codes of your files go out as values that the server knows.
    </p>
  );
}

interface CodesPaneProps {
  connection: Connection;
  type: string | undefined;
  found: Codes;
  jump: number;
  only: boolean;
  goOnElsewhere: () => void;
  search: string;
  setSearch: (search: string) => void;
}

function CodesPane(props: CodesPaneProps) {
  const { connection, type, found, jump, only, goOnElsewhere, search, setSearch } = props;
  const { draft, change } = useMappingDraft(connection.id);
  const { lines, failure, isLoading, askAgain } = found;
  const arranged = useMemo(() => arrange(lines ?? [], search), [lines, search]);
  const rows = useMemo(() => withDraft(arranged, draft), [arranged, draft]);
  const sure = useMemo(() => sureChoices(rows), [rows]);
  const closed = connection.closedAt !== undefined;
  const title = type === undefined ? "All types" : typeName(type);
  const open = rows.filter(isOpen).length;
  return (
    <section className="desk-codes" aria-label={title}>
      <div className="save-line">
        <h2>
          {title}{" "}
          <span className="quiet small" role="status">
            {lines && `${counted(rows.length, "code", "codes")}${open > 0 ? `, ${count(open)} to map` : ""}`}
            {lines && isLoading && ", more are coming"}
          </span>
        </h2>
        <div className="buttons">
          {!closed && sure.length > 0 && (
            <Button onClick={() => change((before) => choose(before, sure))}>
              Fill in {counted(sure.length, "sure suggestion", "sure suggestions")}
            </Button>
          )}
          <TextInput
            className="find-code"
            aria-label="Find a code"
            placeholder="Find a code"
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </div>
      </div>
      {failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
      {lines === undefined && failure === undefined && <PageSkeleton label="Loading the codes" />}
      {lines !== undefined && rows.length === 0 && !isLoading && (
        <p className="quiet">{noneWords(search, only)}</p>
      )}
      {rows.length > 0 && (
        <MappingGrid
          key={type ?? ""}
          connection={connection.id}
          label={`Codes: ${title}`}
          rows={rows}
          showsTypes={type === undefined}
          closed={closed}
          jump={jump}
          choose={(row, uri) => change((before) => choose(before, [{ line: row.line, uri }]))}
          takeBack={(row) => change((before) => takeBack(before, row.key))}
          undo={() => change(undo)}
          goOnElsewhere={goOnElsewhere}
        />
      )}
      {rows.length > 0 && <StateLegend rows={rows} closed={closed} />}
    </section>
  );
}

function noneWords(search: string, only: boolean) {
  if (search.trim() !== "") return `No code fits "${search.trim()}".`;
  return only ? "Nothing is left to map here." : "Your files use no code of this type.";
}
