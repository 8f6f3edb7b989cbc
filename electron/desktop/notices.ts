import type { Submission } from "../../shared/domain/submission.ts";
import { createClient, type Transport } from "../../shared/rpc.ts";

/** What the operating system shows: one for a submission that somebody has to do something about, never one per record. */
export interface Notice {
  readonly title: string;
  readonly body: string;
}

/**
 * What to tell of a submission: that it has ended, and that a person has to act. Nothing of one that is under way, that went well,
 * that somebody ended himself, or that a command started, which says so itself.
 */
export function noticeOf(submission: Submission, connection: string): Notice | undefined {
  const { state, startedBy, refused, reason, purpose } = submission;
  if (startedBy === "command line") return undefined;
  const title = `Steward: ${connection}`;
  if (state === "stopped") return { title, body: reason ?? "Sending ended early. What was not sent waits." };
  if (state === "crashed")
    return { title, body: "Sending was cut off. What was accepted is recorded: send the rest again." };
  if (state !== "done") return undefined;
  if (purpose?.kind === "stage")
    return {
      title,
      body: "A stage of the first sync was sent. Look at what became of it, and say whether to go on.",
    };
  if (refused === 0) return undefined;
  const records = refused === 1 ? "1 record was" : `${refused.toLocaleString("en-US")} records were`;
  return { title, body: `${records} refused. The causes tell what to mend.` };
}

/** Tells of ends to come. A server that stays away is told of once. Returns what stops it. */
export function tellOfEnds(core: Transport, show: (notice: Notice) => void): () => void {
  const client = createClient(core);
  const lastOf = new Map<string, string>();
  const tell = async (submission: Submission) => {
    const { name } = await client.call("connections.show", { connection: submission.connection });
    const notice = noticeOf(submission, name);
    const isKnown = submission.state === "stopped" && lastOf.get(submission.connection) === notice?.body;
    lastOf.set(submission.connection, notice?.body ?? "");
    if (notice && !isKnown) show(notice);
  };
  return core.listen((event) => {
    if (event.name !== "submission.changed" || event.data.endedAt === undefined) return;
    // A connection that was removed meanwhile has nobody waiting for it.
    tell(event.data).catch(() => {});
  });
}
