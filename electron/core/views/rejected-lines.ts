import type { RecordLine } from "../../../shared/domain/record.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { rejectedCause } from "../causes/drafts.ts";
import type { SetsStore } from "../sources/sets-store.ts";

interface LinesPage {
  readonly cause: Pick<StoredCause, "fingerprint" | "resource">;
  readonly sets: readonly number[];
  /** "line:students.jsonl:7". */
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
}

/** Source lines that a cause stands for, which are no records; in the order of their files. */
export function rejectedLines(
  store: Pick<SetsStore, "rejectedGroups" | "rejectedIn">,
  { cause, sets, after, offset = 0, limit }: LinesPage,
): RecordLine[] {
  const [, lastFile = "", lastLine = "-1"] = /^line:(.*):(\d+)$/.exec(after ?? "") ?? [];
  return sets
    .flatMap((set) => store.rejectedGroups(set).map((group) => ({ set, group })))
    .filter(({ group }) => rejectedCause(group).fingerprint === cause.fingerprint && group.path >= lastFile)
    .flatMap(({ set, group }) =>
      store.rejectedIn(set, group, group.path === lastFile ? Number(lastLine) : -1, offset + limit),
    )
    .slice(offset, offset + limit)
    .map(({ file, line, reason }) => ({
      id: `line:${file}:${line}`,
      resource: cause.resource,
      state: "failed",
      label: "",
      source: { file, line },
      message: reason,
    }));
}
