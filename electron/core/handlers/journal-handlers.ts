import type { Handlers } from "../../../shared/contract.ts";
import { packReview, readReview } from "../journal/bundle.ts";
import type { Parts } from "../parts.ts";

type JournalCommands =
  | "journal.list"
  | "journal.preview"
  | "journal.export"
  | "journal.purge"
  | "journal.review";

/** Lines of the journal that a preview shows; the manifest counts them all. */
const shownLines = 500;

export function createJournalHandlers({
  service,
  journal,
  reviews,
  emit,
}: Parts): Pick<Handlers, JournalCommands> {
  return {
    "journal.list": ({ connection, ...wanted }) =>
      journal.list(connection === undefined ? undefined : service.find(connection), wanted),
    "journal.preview": async ({ since }) => {
      const review = await reviews.make(since);
      return { ...review, journal: review.journal.slice(0, shownLines) };
    },
    "journal.export": async ({ since }) => {
      const review = await reviews.make(since);
      const { manifest } = review;
      const day = manifest.madeAt.slice(0, 10);
      const content = (await packReview(review)).toString("base64");
      return { name: `steward-review-${day}.jsonl.gz`, content, manifest };
    },
    "journal.purge": async ({ before }) => {
      const purged = await journal.purge(before);
      emit({ name: "data.changed", data: { tables: ["runs", "records"] } });
      return purged;
    },
    "journal.review": ({ content }) => readReview(Buffer.from(content, "base64")),
  };
}
