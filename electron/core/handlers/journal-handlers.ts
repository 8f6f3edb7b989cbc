import type { Handlers } from "../../../shared/contract.ts";
import { packReview, readReview } from "../journal/bundle.ts";
import { ReviewParts } from "../journal/review-parts.ts";
import type { Parts } from "../parts.ts";

type JournalCommands =
  | "journal.list"
  | "journal.preview"
  | "journal.export"
  | "journal.purge"
  | "journal.retention"
  | "journal.retain"
  | "journal.review"
  | "journal.reviewLines";

/** Lines of the journal that a preview shows; the manifest counts them all. */
const shownLines = 500;

export function createJournalHandlers({
  service,
  journal,
  reviews,
  retention,
  emit,
}: Parts): Pick<Handlers, JournalCommands> {
  const read = new ReviewParts();
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
      return { name: `review-${day}.steward-review`, content, manifest };
    },
    "journal.purge": async ({ before, dryRun }) => {
      if (dryRun) return retention.preview(before);
      const purged = await retention.purge(before);
      emit({ name: "data.changed", data: { tables: ["runs", "records", "causes"] } });
      return purged;
    },
    "journal.retention": () => ({ ...retention.get(), held: retention.held() }),
    "journal.retain": ({ dryRun, ...wanted }) => {
      const forgotten = retention.previewSet(wanted);
      if (!dryRun) {
        retention.set(wanted);
        emit({ name: "data.changed", data: { tables: ["audit"] } });
      }
      return forgotten;
    },
    "journal.review": async ({ content }) => read.begin(await readReview(Buffer.from(content, "base64"))),
    "journal.reviewLines": ({ more }) => read.more(more),
  };
}
