import type { AppEvent, Emitted } from "../../../shared/contract.ts";
import type { OpenedCause } from "../../../shared/domain/cause.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { counted } from "../../../shared/sentence-numbers.ts";
import type { StoredRun } from "../sync/runs-store.ts";
import { toldOfEnd } from "./ends.ts";
import type { StoredNotice } from "./waiting-notices-store.ts";

interface NoticeParts {
  readonly connections: { list(): readonly { readonly id: number; readonly uid: string }[] };
  readonly runs: { byId(id: number): Pick<StoredRun, "result"> | undefined };
  readonly waitingNotices: { put(notice: StoredNotice): void };
  readonly emit: (event: Emitted) => void;
  readonly reportBug: (error: unknown) => void;
  readonly now: () => number;
}
type Found = Pick<StoredNotice, "key" | "told" | "cause">;

/**
 * Listens for what needs a person, and keeps it until the window has told it: also what comes while Steward ends. An end for
 * the same reason as the one before it says nothing new.
 */
export function createNoticeKeeper(parts: NoticeParts): (event: AppEvent) => void {
  const lastEnd = new Map<string, string>();
  const ofEnd = (submission: Submission): Found | undefined => {
    const { connection } = submission;
    const told = toldOfEnd(submission, exitStatusOf(parts, submission));
    const isKnown = told !== undefined && lastEnd.get(connection) === told.about;
    lastEnd.set(connection, told?.about ?? "");
    return told && !isKnown ? { key: `end ${connection}`, told: told.told, cause: null } : undefined;
  };
  const found = ({ name, data }: AppEvent): Found | undefined => {
    if (name === "cause.opened") return data.needsPerson ? ofCause(data.told, data.cause) : undefined;
    return name === "submission.changed" && data.endedAt !== undefined ? ofEnd(data) : undefined;
  };
  return (event) => {
    if (event.name !== "cause.opened" && event.name !== "submission.changed") return;
    try {
      const notice = found(event);
      // A connection that was removed meanwhile has nobody waiting for it.
      const connection = parts.connections.list().find(({ uid }) => uid === event.data.connection);
      if (!notice || !connection) return;
      parts.waitingNotices.put({ ...notice, connection: connection.id, at: parts.now() });
      // Once all who listen have heard what led to it: they count the events.
      queueMicrotask(() => parts.emit({ name: "data.changed", data: { tables: ["notices"] } }));
    } catch (error) {
      // Whoever told of something must not fail by what is made of it.
      parts.reportBug(error);
    }
  };
}

function ofCause(told: string, { id, releases }: OpenedCause): Found {
  const waits = releases === 1 ? "1 record waits by it." : `${counted(releases)} records wait by it.`;
  return { key: `cause ${id}`, told: `${told}. ${waits}`, cause: Number(id) };
}

function exitStatusOf({ runs }: NoticeParts, { state, runs: ran }: Submission): number | undefined {
  const run = ran.at(-1);
  return state === "stopped" && run !== undefined ? runs.byId(Number(run))?.result?.exitStatus : undefined;
}
