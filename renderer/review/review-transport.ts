import type { CommandName, Input, Output } from "../../shared/contract.ts";
import type { Review } from "../../shared/domain/journal.ts";
import { AppError } from "../../shared/errors.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { listCauses, showCause, summarizeCauses } from "./review-causes.ts";
import { shownConnection, shownPermissions, shownStatus } from "./review-connections.ts";
import { listJournal } from "./review-journal.ts";
import { reviewTitle } from "./review-words.ts";

type Answers = Partial<{ readonly [N in CommandName]: (input: Input<N>) => Output<N> }>;

/**
 * A review file in the place of a core: answers what the pages ask from the file alone, and refuses all else with one
 * sentence. Nothing happens in it, and it reaches nothing.
 */
export function reviewTransport(review: Review): Transport {
  const answers = answersOf(review);
  const sentence = `${reviewTitle(review.manifest)}: nothing can be changed here, and what is not in the file stays where it was made.`;
  return {
    call: async (name, input) => {
      const answer = Object.hasOwn(answers, name) ? answers[name as keyof Answers] : undefined;
      if (!answer) return refused(new AppError("conflict", sentence));
      try {
        return { ok: true, value: (answer as (input: unknown) => unknown)(input ?? {}) };
      } catch (error) {
        if (error instanceof AppError) return refused(error);
        throw error;
      }
    },
    listen: () => () => {},
  };
}

const refused = ({ code, message }: AppError): Reply => ({ ok: false, error: { code, message } });

function answersOf({ manifest, causes, entries, journal }: Review): Answers {
  const find = (ref: string) => {
    const found = manifest.connections.find(({ id, name }) => id === ref || name === ref);
    if (!found) throw new AppError("not-found", "There is no such connection in this review.");
    return found;
  };
  const scoped = <T extends { connection?: string | undefined }>(input: T): T =>
    input.connection === undefined ? input : { ...input, connection: find(input.connection).id };
  const closed = new Set(
    manifest.connections.flatMap(({ id, closedAt }) => (closedAt === undefined ? [] : id)),
  );
  const ofOpen = causes.filter(({ connection }) => !closed.has(connection));
  /** Among all of them, what was closed needs nobody. */
  const among = ({ connection }: { connection?: string | undefined }) =>
    connection === undefined ? ofOpen : causes;
  const explained = entries.map(({ kind: _, ...entry }) => entry);
  return {
    "connections.list": () => manifest.connections.map((each) => shownConnection(each, manifest)),
    "connections.show": ({ connection }) => shownConnection(find(connection), manifest),
    "status.show": ({ connection }) =>
      (connection === undefined ? manifest.connections : [find(connection)]).map((each) =>
        shownStatus(each, manifest),
      ),
    "activity.show": ({ connection }) =>
      (connection === undefined ? manifest.activity : find(connection).activity) ?? [],
    "runs.progress": () => [],
    "causes.list": (input) => listCauses(among(input), scoped(input)),
    "causes.summary": (input) => summarizeCauses(among(input), scoped(input)),
    "causes.show": (input) => showCause(causes, { ...input, connection: find(input.connection).id }),
    "dictionary.list": () => explained,
    "dictionary.explain": ({ topic }) => {
      const entry = explained.find((each) => each.topic === topic);
      if (!entry) throw new AppError("not-found", "This review does not say what that means.");
      return entry;
    },
    "permissions.show": ({ connection, refresh = false }) => {
      if (refresh) throw new AppError("conflict", "A review reaches no server.");
      return shownPermissions(find(connection));
    },
    "journal.list": (input) => listJournal(journal, scoped(input)),
  };
}
